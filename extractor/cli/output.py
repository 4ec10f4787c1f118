"""What a command writes: a result and its policy in, JSON on standard output or in a file, whole or not at all."""

from __future__ import annotations

import json
from typing import Any

import click

from extractor.core.extraction import Extraction

STRICT = "policy strict: not every claim is supported"


def write_document(result: Extraction[Any], policy: str, output: str, html_path: str | None = None) -> None:
    """Write the document to a file, or to standard output for `-`, and its review page when a path is given.

    Raises `PolicyRejected` when policy strict lets nothing through; the draft is then beside the file, or on standard error.
    """
    from extractor.errors import PolicyRejected
    from extractor.writers.document import document
    from extractor.writers.files import write_atomic

    body = to_json(document(result), indent=2) + "\n"
    refused = policy == "strict" and not result.ok
    if output == "-":
        click.echo(body, nl=False, err=refused)
        if refused:
            raise PolicyRejected(f"{STRICT}; nothing was written. The draft and its findings stand above.")
    else:
        target = f"{output}.rejected.json" if refused else output
        write_atomic(target, body)
        if refused:
            raise PolicyRejected(f"{STRICT}; {output} was not written. See {target}.")
    if html_path is not None:
        from extractor.writers.page import render_page

        write_atomic(html_path, render_page(result))


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON as the project writes it: UTF-8 text, keys in their own order, no NaN.

    A lone surrogate cannot be UTF-8; it is written as its JSON escape.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return text
