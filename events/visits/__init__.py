"""Visits to libraries: planned, made, written down, followed up."""
