"""The whole contents of a plan at a moment: taken down, read back, compared."""

from events.contents.comparing import Comparison, compare
from events.contents.reading import Contents, read_contents
from events.contents.taking import take_contents

__all__ = ["Comparison", "Contents", "compare", "read_contents", "take_contents"]
