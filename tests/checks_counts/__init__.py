"""Tests of the count checks."""
