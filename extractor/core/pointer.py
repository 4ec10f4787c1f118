"""JSON Pointers (RFC 6901): steps in, pointer out, and back."""

from __future__ import annotations

Step = str | int


def pointer(steps: tuple[Step, ...]) -> str:
    """The pointer of a path; the whole record is the empty pointer.

    >>> pointer(("counts", 0, "a/b"))
    '/counts/0/a~1b'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def steps_of(path: str) -> tuple[str, ...]:
    """The steps of a pointer, as text.

    >>> steps_of("/counts/0/a~1b")
    ('counts', '0', 'a/b')
    """
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:])
