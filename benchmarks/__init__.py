"""Speeds as ratios within one run: ours beside what else there is. `python -m benchmarks` runs them all."""
