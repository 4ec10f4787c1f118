"""The arrays of a model: a file made by `numpy.savez` in, arrays out that are read from the disk only where they are used."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Halves = np.ndarray[Any, np.dtype[np.float16]]

_LOCAL_HEADER = b"PK\x03\x04"
_HEADER_SIZE = 30
"""Bytes of a member's header before its name. APPNOTE.TXT of the ZIP format, 4.3.7."""


def read_weights(np: Any, path: Path) -> dict[str, Halves]:
    """Every array of the file by its name, as a view of the file where it is stored as it is; else read as numpy does.

    numpy's own way copies all of it and computes its check sums, which takes longer than all else that a start needs of the model.
    """
    with path.open("rb") as stream:
        whole = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    found: dict[str, Halves] = {}
    at = 0
    while whole[at : at + 4] == _LOCAL_HEADER:
        flags, method, name_size, extra_size = (int.from_bytes(whole[at + k : at + k + 2], "little") for k in (6, 8, 26, 28))
        if flags & 1 << 3 or method:  # sizes behind the data, or compressed
            with np.load(path) as saved:
                return dict(saved)
        name = whole[at + _HEADER_SIZE : at + _HEADER_SIZE + name_size].decode()
        whole.seek(at + _HEADER_SIZE + name_size + extra_size)
        array = _array(np, whole)
        found[name.removesuffix(".npy")] = array
        at = whole.tell() + array.nbytes
    return found


def _array(np: Any, whole: mmap.mmap) -> Any:
    """The array that begins here; the file is left where its values begin."""
    version = np.lib.format.read_magic(whole)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, by_column, dtype = read(whole)
    size = 1
    for side in shape:
        size *= side
    return np.frombuffer(whole, dtype, size, whole.tell()).reshape(shape, order="F" if by_column else "C")
