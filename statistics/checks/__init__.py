"""The language of checks and its engine."""

# The layout binds checks while it is read, and the checks describe themselves in its terms:
# whichever of the two is asked for first, the layout must be the one that begins.
import statistics.layout  # noqa: F401 (for its effect, see above)
