"""The history of a cell: figures, remarks, answers, explanations, waivers in one line of time."""

import pytest
from django.urls import reverse

from statistics.actions import review
from statistics.actions.submitting import explain, submit
from statistics.models import Submission
from statistics.queries.answers import read_sheet
from statistics.queries.cell_history import history_of
from statistics.queries.verification import judged_findings
from tests.queries import count_queries
from tests.statistics.conftest import type_in
from tests.statistics.reported import make_campaign, report


@pytest.fixture
def told(filled, library, librarian, methodist) -> Submission:
    """A report about whose number of users much was said."""
    report(make_campaign(2024), library, {"4.12.2": 300})
    for one in judged_findings(filled, read_sheet(filled)):
        explain(filled, one.finding.code, one.finding.fingerprint, "Открыли филиал.", librarian)
    sent = submit(filled, librarian)
    remark = review.add_remark(sent, methodist, "Проверьте детей.", "4.12.4")
    review.add_remark(sent, methodist, "Проверьте пользователей.", "4.12.2")
    review.return_for_revision(sent, methodist)
    review.answer_remark(remark, "Проверили: сто десять.", librarian)
    type_in(sent, librarian, {"4.12.4": "110"})
    review.resolve_remark(remark, methodist)
    return sent


def test_a_cell_tells_all_that_happened_to_it_in_order(told, librarian, methodist):
    events = history_of(told, "4.12.4")
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert [(event.what, event.before, event.after, event.text) for event in events] == [
        ("Значение изменено (на экране)", "пусто", "120", ""),
        ("Замечание", None, None, "Проверьте детей."),
        ("Ответ на замечание", None, None, "Проверили: сто десять."),
        ("Значение изменено (на экране)", "120", "110", ""),
        ("Замечание снято", None, None, "Проверьте детей."),
    ]
    assert [event.by for event in events] == [
        librarian.short_name,
        methodist.short_name,
        librarian.short_name,
        librarian.short_name,
        methodist.short_name,
    ]


def test_words_about_a_check_stand_at_every_cell_it_looks_at(told, methodist):
    (explained,) = [one for one in history_of(told, "4.12.2") if one.what == "Пояснение"]
    assert explained.text == "Открыли филиал."
    assert explained.rule.endswith("изменение к прошлому году — не больше 20\N{NO-BREAK SPACE}%.")
    assert not any("Пояснение" in event.what for event in history_of(told, "1.01.16"))
    code = judged_findings(told, read_sheet(told))[0].finding.code
    review.waive(told, code, "Знаем.", methodist)
    assert history_of(told, "4.12.2")[-1].text == "Знаем."


def test_librarian_and_methodist_read_it_by_the_pages(told, client_of, librarian, methodist):
    address = reverse("statistics:cell-history", args=[told.pk, "4.12.4"])
    for person in (librarian, methodist):
        page = client_of(person).get(address).content.decode()
        assert "было «120», стало «110»" in page
        assert "Проверили: сто десять." in page
        assert ".. " not in page
    assert count_queries(client_of(librarian), address) <= 15
    figures = reverse("statistics:history", args=[told.pk])
    assert count_queries(client_of(librarian), figures) <= 12
    found = client_of(librarian).get(figures, {"cell": "4.12.04"})
    assert found.url == address
    unknown = client_of(librarian).get(figures, {"cell": "77.1.1"}).content.decode()
    assert "Ячейки 77.1.1 в форме нет." in unknown
