"""Regression cases and gold records: folders in, differences and scores out."""
