"""Write a file whole or not at all: text in, a renamed temporary file out."""

from __future__ import annotations

import os
from pathlib import Path

from extractor.errors import OutputError


def write_atomic(path: str | Path, text: str) -> None:
    """Write UTF-8 text beside the target and rename it into place; on failure the old file stands untouched.

    Raises `OutputError` when the folder is missing or not writable, or the target is a directory.
    """
    target = _place_for(path)
    temporary = ""
    try:
        import tempfile  # loads more than all else here, and nothing that goes to standard output needs it

        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{target} cannot be written: {error.strerror or error}. Check the folder's permissions and space.") from error


def check_writable(path: str | Path) -> None:
    """Raise `OutputError` now for a target that could not be written later, before any work is paid for."""
    target = _place_for(path)
    if not os.access(target.parent, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise OutputError(f"{target} cannot be written: no permission. Choose another place with -o.")


def _place_for(path: str | Path) -> Path:
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target} is a directory. Name a file to write to.")
    if not target.parent.is_dir():
        raise OutputError(f"The folder {target.parent} does not exist. Create it, or write somewhere else.")
    return target


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
