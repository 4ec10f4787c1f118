"""The arrays of a model are those numpy wrote, however they were stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractor.recognizers.syntax.weights import read_weights

ARRAYS = {
    "row": np.arange(12, dtype=np.float16).reshape(3, 4),
    "column": np.asfortranarray(np.arange(6, dtype=np.float32).reshape(2, 3)),
    "empty": np.empty((0, 5), np.float16),
    "single": np.array(1.5, np.float16),
    "layers.0.bias": np.ones(5, np.float16),
}


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_arrays_come_back(tmp_path: Path, save: Callable[..., Any]) -> None:
    """Names, shapes, types and values are those that were saved, stored or compressed."""
    path = tmp_path / "weights.npz"
    save(path, **ARRAYS)
    found = read_weights(np, path)
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert (found[name].shape, found[name].dtype) == (array.shape, array.dtype)
        assert np.array_equal(found[name], array)
