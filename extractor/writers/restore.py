"""Put the draft together again: a settled `Extraction` in, its claims by their pointers in the draft out."""

from __future__ import annotations

from typing import Any

from extractor.core.claim import Claim
from extractor.core.extraction import Extraction
from extractor.core.pointer import steps_of


def claims_by_path(result: Extraction[Any]) -> dict[str, Claim]:
    """Every claim of the draft, held ones too, by the pointer its finding has; empty when the record was held whole."""
    if result.record is None:
        return {}
    from extractor.checks import claims_of

    draft = result.record
    if result.held:
        plain = draft.model_dump(exclude_unset=True)
        for held in sorted(result.held, key=lambda item: _order(item.path)):
            _insert(plain, steps_of(held.path), held.item)
        draft = type(draft).model_validate(plain)
    return {claim.path: claim for claim in claims_of(draft)}


def is_held(result: Extraction[Any], path: str) -> bool:
    """Whether the claim at a pointer of the draft was taken out of the record."""
    return any(path == held.path or path.startswith(held.path + "/") or held.path == "" for held in result.held)


def _order(path: str) -> tuple[tuple[str, int], ...]:
    return tuple((part, -1) if not part.isdigit() else ("", int(part)) for part in path.split("/"))


def _insert(plain: Any, parts: tuple[str, ...], item: Any) -> None:
    for part in parts[:-1]:
        plain = plain[int(part)] if isinstance(plain, list) else plain[part]
    if isinstance(plain, list):
        plain.insert(int(parts[-1]), item)
    else:
        plain[parts[-1]] = item
