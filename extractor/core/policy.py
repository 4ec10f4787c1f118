"""What happens with claims that the article does not support."""

from __future__ import annotations

from typing import Literal

Policy = Literal["quarantine", "strict", "annotate"]
"""quarantine: refuted items move to `held`; strict: nothing is written unless all is supported; annotate: nothing is moved."""
