"""Gather the facts of an article: annotations in, actions, counts, quotations and dates arranged for filling out."""

from __future__ import annotations

from extractor.core.annotations import Annotations
from extractor.engines.offline.actions import gather_actions
from extractor.engines.offline.content import Content
from extractor.engines.offline.counts import gather_counts
from extractor.engines.offline.dates import gather_dates
from extractor.engines.offline.facts import Facts
from extractor.engines.offline.quotes import gather_quotes


def gather(annotations: Annotations) -> Facts:
    """Arrange the annotations of an article."""
    facts = Facts(Content(annotations))
    facts.quotes = gather_quotes(facts.content)
    facts.actions = gather_actions(facts.content)
    facts.dates = gather_dates(facts.content, facts.actions)
    facts.counts = gather_counts(facts.content, facts.actions)
    return facts
