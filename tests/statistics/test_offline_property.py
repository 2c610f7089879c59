"""Whatever is typed into a form without the portal stands in it afterwards, to the last digit."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from common.files.checking import CheckedFile
from common.files.kinds import XLSX
from common.roles import Role
from statistics.actions.editions import load_edition
from statistics.actions.offline import apply_workbook, take_workbook
from statistics.layout import layout_of
from statistics.models import Campaign
from tests.factories import LibraryFactory, UserFactory
from tests.statistics.conftest import make_submission, type_in
from tests.statistics.offline_book import filled_in, given_out
from tests.statistics.small_form import small_definition

# A fraction as Excel holds it, and «н/д» as a person types it.
ANSWERS = {
    "whole": st.integers(0, 999_999_999),
    "decimal": st.decimals(0, 999_999, places=2).map(float),
    "flag": st.sampled_from([0, 1, True, False]),
}
OTHERS = st.sampled_from([None, "н/д: учёт не вёлся", "Н/Д (пожар)"])
REASONS = {"н/д: учёт не вёлся": "учёт не вёлся", "Н/Д (пожар)": "пожар"}


def _edition():
    definition = small_definition()
    definition["checks"] = [{"code": "parts", "rule": "1.*.2 = sum(1.*.3:4)", "total": True}]
    return load_edition(definition)


def _filling(spec):
    return st.one_of(ANSWERS[spec.kind], OTHERS)


def _stored(value):
    return REASONS.get(value) or Decimal(str(int(value) if isinstance(value, bool) else value))


class RoundTripTest(TestCase):
    @settings(max_examples=6, deadline=None)
    @given(st.data())
    def test_what_is_filled_in_is_what_stands_there(self, data):
        edition = _edition()
        campaign = Campaign.objects.create(
            form=edition.form,
            edition=edition,
            year=2025,
            opens_on=date(2026, 1, 1),
            due_on=date(2026, 1, 15),
            review_due_on=date(2026, 2, 20),
        )
        library = LibraryFactory()
        by = UserFactory(role=Role.LIBRARIAN, organisation=library.organisation)
        submission = make_submission(campaign, library)
        type_in(submission, by, {"1.01.3": "5", "1.02.4": "н/д: было", "2.04.3": "0,5"})
        cells = [one for one in layout_of(edition).cells.values() if not one.is_total]
        values = {one.address: data.draw(_filling(one), one.address) for one in cells}
        book = filled_in(given_out(campaign, submission), campaign, values)
        upload = take_workbook(CheckedFile(book, XLSX, "бланк.xlsx"), campaign, submission, by)
        apply_workbook(upload.pk, by)
        expected = {key: _stored(value) for key, value in values.items() if value is not None}
        for row in (1, 2, 3):
            parts = [expected.get(f"1.0{row}.{column}") for column in (3, 4)]
            if all(isinstance(part, Decimal) for part in parts):
                expected[f"1.0{row}.2"] = sum(parts)
        stored = submission.values.values_list("cell__address", "number", "no_data_reason")
        assert {key: reason or number for key, number, reason in stored} == expected
        again = given_out(campaign, submission)
        same = take_workbook(CheckedFile(again, XLSX, "бланк.xlsx"), campaign, submission, by)
        assert same.rows == []
