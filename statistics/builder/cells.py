"""Cells of a form as columns of a built table: indicators that hold by themselves."""

from collections.abc import Iterable, Mapping, Sequence

from statistics.indicators import Indicator
from statistics.layout import Layout, layout_of
from statistics.layout.specs import CellSpec
from statistics.models import Campaign


def cells_as_indicators(
    addresses: Iterable[str], campaigns: Sequence[Campaign], indicators: Mapping[str, Indicator]
) -> dict[str, Indicator]:
    """Return cells of the latest campaign's form by address; raise UnknownCell.

    A cell that is an indicator already goes through the years as that indicator does, whatever
    place it has in each edition. Another is followed where an edition has a cell of the same
    address and the same words: an address alone may mean something else there.
    """
    wanted = list(addresses)
    if not wanted:
        return {}
    layouts = [layout_of(one.edition) for one in campaigns]
    holders = {one.cell(layouts[-1]): one for one in indicators.values()}
    cells = [layouts[-1].cell(address) for address in wanted]
    return {one.address: _indicator(one, layouts, holders.get(one.address)) for one in cells}


def _indicator(cell: CellSpec, layouts: Sequence[Layout], holder: Indicator | None) -> Indicator:
    same = {
        layout.edition: cell.address
        for layout in layouts
        if cell.address in layout.cells and layout.cells[cell.address].title == cell.title
    }
    return Indicator(
        code=cell.address,
        title=f"{cell.address} {cell.title}",
        unit=cell.unit or "ед.",
        places=cell.places,
        form=layouts[-1].form,
        cells=holder.cells if holder else same,
        formula=None,
    )
