"""Durations and ages: what a sentence says of each, and which of them a claim means."""
