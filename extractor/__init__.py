"""Turn a news article into a typed record whose every figure, quotation and date was looked up in the text."""

from __future__ import annotations

from pathlib import Path as _Path

_here = _Path(__file__).resolve().parent
if not (_here / "schemas").is_dir() and (_here.parent / "schemas" / "__init__.py").is_file():
    __path__.append(str(_here.parent))  # a checkout without symlinks: extractor.schemas is ../schemas
