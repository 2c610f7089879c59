"""What the page of a section and the answer to an autosave both show."""

from typing import Any

from statistics.grid import worst
from statistics.layout import Layout
from statistics.queries.answers import Sheet
from statistics.queries.progress import Progress, progress_by_section
from statistics.queries.verification import Judged


def problems_in(layout: Layout, findings: list[Judged], number: int) -> dict[str, Any]:
    """Return what the list of problems needs: those that touch a cell of the section."""
    own = [
        one
        for one in findings
        if any(layout.cells[address].section == number for address in one.finding.addresses)
    ]
    return {"problems": own, "open_count": sum(one.blocks for one in own)}


def sections_beside(sheet: Sheet, number: int, findings: list[Judged]) -> dict[str, Any]:
    """Return the sections for the row of links, with progress and marks, and those beside."""
    sections = list(sheet.layout.sections)
    progress = progress_by_section(sheet)
    at = [one.number for one in sections].index(number)
    return {
        "steps": [
            {"section": one, **standing_of(one.number, progress[one.number], findings)}
            for one in sections
        ],
        "progress": progress[number],
        "previous_section": sections[at - 1] if at else None,
        "next_section": sections[at + 1] if at + 1 < len(sections) else None,
    }


def standing_of(number: int, progress: Progress, findings: list[Judged]) -> dict[str, str]:
    """Return how a section stands, in a mark and words: mistakes first, then what is left."""
    severity = worst(one for one in findings if one.address.startswith(f"{number}."))
    if severity == "error":
        words = "! ошибки"
    elif severity == "explain":
        words = "? пояснить"
    elif progress.is_complete:
        words = "✓ заполнен"
    else:
        words = progress.words
    return {"severity": severity, "words": words}
