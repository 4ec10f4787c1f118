"""Language models behind one engine; importing this imports neither openai nor instructor."""

from __future__ import annotations

from extractor.engines.llm.engine import LLMEngine
from extractor.engines.llm.options import LLMOptions
from extractor.engines.llm.recording import Recorder, Replay, StaleRecording

__all__ = ["LLMEngine", "LLMOptions", "Recorder", "Replay", "StaleRecording"]
