"""Cells of a form as columns of a built table: indicators that hold by themselves."""

from collections.abc import Iterable, Mapping, Sequence

from statistics.indicators import Indicator
from statistics.layout import Layout, layout_of
from statistics.layout.specs import CellSpec
from statistics.models import Campaign
from statistics.queries.last_year import places_through


def cells_as_indicators(
    addresses: Iterable[str], campaigns: Sequence[Campaign], indicators: Mapping[str, Indicator]
) -> dict[str, Indicator]:
    """Return cells of the latest campaign's form by address; raise UnknownCell.

    A cell that is an indicator already goes through the years as that indicator does, whatever
    place it has in each edition. Another is followed through the editions that the latest one
    continues, and in others where a cell of the same address has the same words: an address alone
    may mean something else there.
    """
    wanted = list(addresses)
    if not wanted:
        return {}
    layouts = [layout_of(one.edition) for one in campaigns]
    holders = {one.cell(layouts[-1]): one for one in indicators.values()}
    cells = [layouts[-1].cell(address) for address in wanted]
    is_one = len({one.edition for one in layouts}) == 1
    places = {} if is_one else places_through(campaigns[-1].edition)
    return {
        one.address: _indicator(one, layouts, places, holders.get(one.address)) for one in cells
    }


def _indicator(
    cell: CellSpec,
    layouts: Sequence[Layout],
    places: Mapping[str, Mapping[str, str]],
    holder: Indicator | None,
) -> Indicator:
    """Return the cell as an indicator; `places` are those of the latest edition in former ones."""
    same = {
        layout.edition: cell.address
        for layout in layouts
        if layout.edition not in places
        and cell.address in layout.cells
        and layout.cells[cell.address].title == cell.title
    }
    same |= {code: at[cell.address] for code, at in places.items() if cell.address in at}
    return Indicator(
        code=cell.address,
        title=f"{cell.address} {cell.title}",
        unit=cell.unit or "ед.",
        places=cell.places,
        form=layouts[-1].form,
        cells=holder.cells if holder else same,
        formula=None,
    )
