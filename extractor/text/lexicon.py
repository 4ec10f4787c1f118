"""The tables of a lexicon: a TOML file in, its tables out, remembered beside the file as Python remembers compiled modules.

TOML is read slowly: the lexicons of one extraction take 18 ms, as JSON one. So the first reading leaves a copy in
`__pycache__`, which counts only for the very bytes it was made from. Where nothing may be written there, or Python may
write no bytecode, each process reads the lexicon anew. Nobody needs to know of the copies.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def read_lexicon(path: Path) -> dict[str, Any]:
    """The tables of a lexicon. Raises FileNotFoundError when there is none, and `tomllib.TOMLDecodeError` when it is no TOML."""
    source = path.read_bytes()
    digest = sha256(source).hexdigest()
    copy = Path(cache_from_source(str(path))).with_suffix(".json")
    try:
        kept = json.loads(copy.read_bytes())
        if kept["made_from"] == digest:
            remembered: dict[str, Any] = kept["tables"]
            return remembered
    except (OSError, ValueError, TypeError, KeyError):
        pass  # none yet, or not one of ours
    import tomllib

    tables = tomllib.loads(source.decode())
    if not sys.dont_write_bytecode:
        _keep(copy, {"made_from": digest, "tables": tables})
    return tables


def _keep(copy: Path, content: dict[str, Any]) -> None:
    """Write a copy, whole or not at all; where that cannot be, do without."""
    part = copy.with_suffix(f".{os.getpid()}")
    try:
        copy.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps(content), encoding="utf-8")
        part.replace(copy)
    except OSError:
        with suppress(OSError):
            part.unlink()
