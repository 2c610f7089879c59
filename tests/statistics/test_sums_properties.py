"""Sums of a whole form against a plain calculation, on random forms and answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from statistics.actions.editions import load_edition
from statistics.layout import layout_of
from statistics.models import Campaign, Submission
from statistics.summaries import Choice
from statistics.summaries.figures import sums_by_cell
from tests.factories import LibraryFactory, OrganisationFactory
from tests.statistics.reported import NO_DATA, report

PLACES = {"whole": 0, "decimal": 2}


@st.composite
def sections(draw: Any) -> list[dict[str, Any]]:
    """Draw up to three sections of a few rows and columns, some of the cells crossed out."""
    found = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        columns = draw(st.lists(st.sampled_from(list(PLACES)), min_size=1, max_size=4))
        # The first column of every row stays open: a form without cells is no form.
        closed = st.lists(st.integers(3, len(columns) + 2), unique=True)
        rows = [
            {
                "number": row,
                "title": f"Строка {row}",
                "closed": [c for c in draw(closed) if c < len(columns) + 2],
            }
            for row in range(1, draw(st.integers(1, 3)) + 1)
        ]
        found.append(
            {
                "number": number,
                "title": f"Раздел {number}",
                "rows": rows,
                "columns": [
                    {"number": at, "title": f"графа {at}", "kind": kind}
                    | ({"places": PLACES[kind]} if PLACES[kind] else {})
                    for at, kind in enumerate(columns, start=2)
                ],
            }
        )
    return found


def form_of(sections: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "form": "random",
        "form_title": "Случайная форма",
        "edition": "1",
        "title": "Случайная форма, редакция 1",
        "year_from": 2020,
        "sections": sections,
        "checks": [],
    }


class SumsOfRandomForms(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_every_cell_is_the_plain_sum_of_the_numbers_given(self, data: st.DataObject):
        edition = load_edition(form_of(data.draw(sections())))
        campaign = Campaign.objects.create(
            form=edition.form,
            edition=edition,
            year=2025,
            opens_on=date(2026, 1, 1),
            due_on=date(2026, 1, 15),
            review_due_on=date(2026, 2, 20),
        )
        cells = layout_of(edition).cells
        answers = {
            address: st.one_of(
                st.just(NO_DATA),
                st.integers(0, 10**11).map(lambda n, p=spec.places: Decimal(n).scaleb(-p)),
            )
            for address, spec in cells.items()
        }
        # «Not started» stands for whatever is not counted into a summary.
        states = st.one_of(st.just(Submission.State.ACCEPTED), st.sampled_from([*Submission.State]))
        one = st.tuples(states, st.fixed_dictionaries({}, optional=answers))
        reports = data.draw(st.lists(one, min_size=1, max_size=5))
        owner = OrganisationFactory()
        for state, given_answers in reports:
            report(campaign, LibraryFactory(organisation=owner), given_answers, state)
        choice = Choice(campaign)
        counted = [told for state, told in reports if state in choice.counted_states]
        sums = sums_by_cell(choice)
        for address in cells:
            self.check(sums, address, counted)

    def check(self, sums: Mapping[str, Any], address: str, counted: list[dict[str, Any]]) -> None:
        """Compare with answers one by one: a blank is in no count, «н/д» in one of its own."""
        answered = [told[address] for told in counted if address in told]
        numbers = [answer for answer in answered if answer != NO_DATA]
        assert (address in sums) == bool(answered)
        if answered:
            summed = sums[address]
            assert (summed.number, summed.behind) == (sum(numbers), len(numbers))
            assert summed.no_data == len(answered) - len(numbers)
