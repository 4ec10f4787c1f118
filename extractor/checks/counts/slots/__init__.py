"""Slots: the words, clauses and things that an article has around each of its numbers."""
