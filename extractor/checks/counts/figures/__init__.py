"""Shares, changes and amounts: whose they are, of when, and which end of a change."""
