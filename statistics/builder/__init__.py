"""The summary builder: rows, columns and filters that people put together themselves.

What is asked stands in the address of the page (`asked`), is read against what there is to choose
from (`grounds`), and becomes one table (`table`), from which the screen, the documents and the API
are made. `behind` shows the reports behind any of its numbers, `presets` the ready choices.
"""

from statistics.builder.asked import Query
from statistics.builder.build import Build, BuildError
from statistics.builder.grounds import Grounds, NothingCollectedError, Scope, read_grounds
from statistics.builder.table import Built, built

__all__ = [
    "Build",
    "BuildError",
    "Built",
    "Grounds",
    "NothingCollectedError",
    "Query",
    "Scope",
    "built",
    "read_grounds",
]
