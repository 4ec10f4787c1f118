"""Frozen types that travel between the stages; standard library only."""
