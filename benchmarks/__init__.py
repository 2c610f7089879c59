"""The promised ratios of speed, measured in one run: `make bench`.

A ratio of two things measured side by side means the same on a slow machine and on a fast one.
"""
