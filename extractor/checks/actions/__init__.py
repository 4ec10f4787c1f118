"""Actions: whether the article says that this actor did this, to whom, and with what reality (E1-E8)."""

from extractor.checks.actions.check import check_action

__all__ = ["check_action"]
