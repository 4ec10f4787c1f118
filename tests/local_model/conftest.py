"""These tests need llama-cpp-python with its server, and gguf; they run when asked for: pytest -m local_model (make test-local-model)."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
collect_ignore = ["tiny_gguf.py"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave these tests out unless the marker was asked for."""
    if "local_model" in (config.getoption("-m") or ""):
        return
    mine = [item for item in items if HERE in item.path.parents]
    if mine:
        config.hook.pytest_deselected(items=mine)
        items[:] = [item for item in items if item not in mine]
