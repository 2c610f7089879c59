"""Pictures of figures, drawn on the server: the same on the screen and in documents.

A picture is made from the rows of a table, tells itself in words, and comes with a small table of
exactly its figures. `draw` is the one function that makes it visible.
"""

from statistics.pictures.bars import bars
from statistics.pictures.columns import columns
from statistics.pictures.drawing import Picture, Point, draw
from statistics.pictures.parts import parts
from statistics.pictures.standings import Among, standings

__all__ = ["Among", "Picture", "Point", "bars", "columns", "draw", "parts", "standings"]
