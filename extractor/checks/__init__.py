"""The cross-check: a record and the reading of its article in; findings, what is held back and what was not used out."""

from extractor.checks.claims import citations_of, claims_of
from extractor.checks.coverage import find_unused
from extractor.checks.run import check_claim, run_checks
from extractor.checks.settle import Settled, settle

__all__ = ["Settled", "check_claim", "citations_of", "claims_of", "find_unused", "run_checks", "settle"]
