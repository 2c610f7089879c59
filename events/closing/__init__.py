"""Closing a plan when its year is over: what is still to be said of its rows, who does it."""
