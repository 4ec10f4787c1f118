"""The embedded engine: it fills a record from what the reader found, without network or key."""

from extractor.engines.offline.engine import OfflineEngine

__all__ = ["OfflineEngine"]
