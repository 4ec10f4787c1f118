"""Replies kept on disk, so that no question is paid for twice: the hash of a request in, the reply's record text out.

The key covers everything that makes a reply: server, model, parameters, prompt, schema and article, all of them in the request's
own bytes. No key of a provider and no article text is stored beyond what the reply itself quotes. Several threads and processes
may share one file. A cache that cannot be read or written is left out; it never fails an extraction.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.engines.llm.transport import Request

log = logging.getLogger("extractor.llm")
_VERSION = 1
_NAME = "replies.sqlite3"
_TABLES = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, mode TEXT NOT NULL, prompt_sha256 TEXT NOT NULL, schema_sha256 TEXT NOT NULL,
    article_sha256 TEXT NOT NULL, content TEXT NOT NULL, requests INTEGER NOT NULL, reasks INTEGER NOT NULL, usage TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS modes (server TEXT NOT NULL, model TEXT NOT NULL, mode TEXT NOT NULL, PRIMARY KEY (server, model)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Cached:
    """A reply that fitted its schema, and what it took to get it."""

    content: str
    requests: int
    reasks: int
    usage: dict[str, int] = field(default_factory=dict)


def default_path() -> Path:
    """Where the cache lies: EXTRACTOR_CACHE (a file with a suffix, or a folder), else the platform's folder for caches."""
    if chosen := os.environ.get("EXTRACTOR_CACHE"):
        path = Path(chosen).expanduser()
        return path if path.suffix and not path.is_dir() else path / _NAME
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "extractor" / _NAME


def key_of(request: Request, server: str) -> str:
    """The key of a request at a server."""
    return hashlib.sha256(server.encode() + b"\n" + request.content).hexdigest()


class ReplyCache:
    """The file with the replies."""

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path).expanduser() if path is not None else default_path()
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._owner = -1
        self._broken = False

    def get(self, key: str) -> Cached | None:
        """The reply under a key; None when there is none."""
        row = self._run("SELECT content, requests, reasks, usage FROM replies WHERE key = ?", (key,))
        return Cached(row[0], row[1], row[2], json.loads(row[3])) if row else None

    def put(self, key: str, request: Request, reply: Cached) -> None:
        """Keep a reply; one under the same key is replaced."""
        self._run(
            "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                request.model,
                request.mode,
                request.prompt_sha256,
                request.schema_sha256,
                request.article_sha256,
                reply.content,
                reply.requests,
                reply.reasks,
                json.dumps(reply.usage),
            ),
        )

    def mode(self, server: str, model: str) -> str | None:
        """The mode this server last took for this model."""
        row = self._run("SELECT mode FROM modes WHERE server = ? AND model = ?", (server, model))
        return str(row[0]) if row else None

    def remember_mode(self, server: str, model: str, mode: str) -> None:
        self._run("INSERT OR REPLACE INTO modes VALUES (?, ?, ?)", (server, model, mode))

    def close(self) -> None:
        with self._lock:
            if self._connection is not None and self._owner == os.getpid():
                self._connection.close()
            self._connection = None

    def _run(self, statement: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
        if self._broken:
            return None
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._open().execute(statement, values).fetchone()
                return row
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            if not isinstance(error, UnicodeEncodeError):
                self._broken = True
                log.warning("The reply cache %s cannot be used: %s. Going on without it.", self.path, error)
            return None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._owner != os.getpid():  # a connection must not cross a fork
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # 10 s: other processes hold the file for milliseconds; autocommit, so every reply is kept as soon as it is there
            connection = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                connection.close()
                raise sqlite3.DatabaseError(f"it was written by another version ({version})")
            connection.executescript(_TABLES)
            if version == 0:
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            self._connection, self._owner = connection, os.getpid()
        return self._connection
