"""Scores, votes and their margins: sides of a contest in the text and in a claim."""
