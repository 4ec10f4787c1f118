"""Engines fill a record from an article: offline with the embedded reader, llm with a language model."""
