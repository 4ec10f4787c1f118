"""Build HTML from escaped parts: text and attributes in, markup out. Nothing unescaped can get in by accident."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

_HERE = Path(__file__).parent
# What HTML forbids even as a character reference: controls except tab and line breaks, and lone surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def words(text: object) -> Markup:
    """Escaped text; characters HTML cannot hold become the replacement character.

    >>> words("a < b")
    'a &lt; b'
    """
    return text if isinstance(text, Markup) else Markup(escape(_FORBIDDEN.sub("\ufffd", str(text)), quote=True))


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """One element; `class_` becomes class, underscores become hyphens, False and None attributes are left out.

    >>> tag("a", "5 < 6", href="#x", class_="hit")
    '<a href="#x" class="hit">5 &lt; 6</a>'
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        label = key.rstrip("_").replace("_", "-")
        parts.append(label if value is True else f'{label}="{words(value)}"')
    return Markup(f"<{' '.join(parts)}>{''.join(words(child) for child in children if child is not None)}</{name}>")


def fill_page(title: str, body: Markup) -> str:
    """A whole page from the frame, the style sheet and the script beside this module."""
    frame, style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("frame.html", "page.css", "page.js"))
    head, _, tail = frame.partition("%body%")
    head = head.replace("%style%", style, 1).replace("%title%", words(title), 1)
    return head + body + tail.replace("%script%", script, 1)
