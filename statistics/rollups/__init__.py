"""Sums kept ready beside the values, so that a summary of a whole country need not add them up.

They hold reports in the counted states only, each state by itself: what all sent reports tell is
the sum of two. Whoever changes such a report — its state, its answers, its place — does it inside
`kept_true`, and the sums change in the same transaction. A campaign whose `rolled_up_at` is empty
has no such sums yet and is summed from the values; `roll_up` makes them, `differences` proves them.
"""

from statistics.rollups.checking import Difference, differences
from statistics.rollups.writing import COUNTED, kept_true, roll_up

__all__ = ["COUNTED", "Difference", "differences", "kept_true", "roll_up"]
