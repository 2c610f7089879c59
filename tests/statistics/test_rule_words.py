"""Rules of a form said in Russian, and the page that tells how often they fire."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from common.russian import NO_BREAK
from statistics.actions.doubts import count_anew
from statistics.actions.editions import SHIPPED
from statistics.checks.describing import rule_words
from statistics.layout import parse_definition
from statistics.layout.files import read_edition_file
from statistics.models import RecordedFinding, Submission
from statistics.queries.rule_words import check_words
from tests.factories import LibraryFactory
from tests.statistics.reported import report
from tests.statistics.small_form import layout_with
from tests.statistics.test_entry import type_in

TOLD = [
    ("1.*.2 = sum(1.*.3:4)", "Раздел 1, каждая строка: «всего» (гр. 2) = сумма граф 3–4."),
    (
        "1.03.* = sum(1.01:02.*) for columns 2, 3:4",
        "Раздел 1, графы 2 и 3–4: «Всего» (стр. 03) = сумма строк 01–02.",
    ),
    (
        "1.01.3 + 1.01.4 <= 1.01.2",
        "Абонемент: «в том числе: взрослые» (1.01.3) + «в том числе: дети» (1.01.4) — "
        "не больше, чем «всего» (1.01.2).",
    ),
    (
        "1.03.2 = prev(1.03.2) + 1.01.2",
        "«Всего — всего» (1.03.2) = 1.03.2 за прошлый год + «Абонемент — всего» (1.01.2).",
    ),
    (
        "change(1.01.2) within 20% unless below 3",
        "«Абонемент — всего» (1.01.2): изменение к прошлому году — не больше 20 %, "
        "разница меньше 3 не в счёт.",
    ),
    (
        "not same(1.01.2) above 100 for kinds rural, city",
        "«Абонемент — всего» (1.01.2): не то же число, что в прошлом году, если там больше 100; "
        "только для библиотек: городская, сельская.",
    ),
    (
        "share(1.01.4 of 1.01.2) within 5..60% unless below 10",
        "Абонемент: часть «в том числе: дети» (1.01.4) — от 5 до 60 % целого «всего» "
        "(1.01.2), если целое не меньше 10.",
    ),
    (
        "if 1.01.2 > 0 then 2.04.2 = 1 or 2.04.3 > 0 for settlements rural",
        "Если «Абонемент — всего» (1.01.2) больше 0, то «Договор — есть» (2.04.2) = 1 или "
        "«Договор — сумма» (2.04.3) больше 0; только если это сельский населённый пункт.",
    ),
    ("2.04.2 in (0, 1)", "«Договор — есть» (2.04.2) — только 0 или 1."),
    ("not 2.04.2 = 1", "«Договор — есть» (2.04.2) ≠ 1."),
    (
        "1.*.* >= 2 * (prev(1.*.*) - 1) for rows 1:2 for columns 4",
        "Раздел 1, строки 01–02, графа 4: значение — не меньше, чем "
        "2 × (значение за прошлый год − 1).",
    ),
    (
        "2.04.3 = sum(1.03.2:4, 1.01:02.5)",
        "«Договор — сумма» (2.04.3) = сумма граф 2–4 по строке 03 раздела 1 + "
        "сумма строк 01–02 по графе 5 раздела 1.",
    ),
]


@pytest.mark.parametrize(("rule", "told"), TOLD)
def test_a_rule_is_told_in_the_words_of_the_form(rule: str, told: str):
    words = rule_words(rule, layout_with(rule).sections)
    assert words.replace(NO_BREAK, " ") == told


def test_a_cell_of_another_form_is_told_with_its_title_and_no_rule_by_nothing():
    rule = "1.01.2 = form(users).1.04.3"
    told = rule_words(rule, layout_with(rule).sections, {"users": "Учёт пользователей"})
    assert told.endswith("= ячейка 1.04.3 формы «Учёт пользователей».")
    assert rule_words("1.01.2 =", ()) == ""
    bare = rule_words("1.*.2 = sum(1.*.3:4)", ())
    assert bare.replace(NO_BREAK, " ") == "Раздел 1, каждая строка: гр. 2 = сумма граф 3–4."


def test_a_star_over_one_of_two_tables_takes_the_words_of_that_one():
    layout = parse_definition(read_edition_file(SHIPPED / "6-nk-2019.yaml"))
    told = check_words(layout)
    assert told["s3-catalogue"].endswith(f"«общее число записей» (гр.{NO_BREAK}3).")
    assert told["s3-flags"].endswith(f"«Да — 1, нет — 0» (гр.{NO_BREAK}3) — только 0 или 1.")


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_rule_of_the_shipped_forms_is_told(file: Path):
    layout = parse_definition(read_edition_file(file))
    told = check_words(layout)
    assert list(told) == [check.code for check in layout.checks]
    for words in told.values():
        assert words.endswith(".")
        assert "«»" not in words
        assert not re.search("[a-z*]", words), words


@pytest.fixture
def fired(campaign, filled, librarian, organisation) -> Submission:
    """One report sent and one in draft break the same rule, counted anew."""
    sent = LibraryFactory(organisation=organisation)
    wrong = {"4.12.3": 10, "4.12.4": 9, "4.12.5": 8}
    report(campaign, sent, wrong, Submission.State.SUBMITTED)
    type_in(filled, librarian, {"4.12.4": "470"})
    count_anew(campaign)
    return filled


def test_the_page_puts_what_fires_first_and_tells_drafts_from_sent_reports(
    fired, campaign, client_of, methodist
):
    client, url = client_of(methodist), reverse("statistics:doubts", args=["6-nk", campaign.key])
    page = client.get(url)
    first, text = page.context["fired"][0], page.content.decode()
    assert (first.code, first.fired.reports, first.fired.drafts) == ("s4-ages", 2, 1)
    assert "«дети до 14 лет включительно» (4.12.4) + «молодёжь" in first.words
    assert (page.context["tally"].sent, page.context["tally"].begun) == (1, 1)
    assert "из них черновиков: 1" in text
    assert "Раздел 7. Поступление и использование финансовых средств" in text
    silent = [line for group in page.context["silent"] for line in group.lines]
    assert not {line.code for line in silent} & {line.code for line in page.context["fired"]}
    only = client.get(url, {"show": "drafts", "section": "4", "severity": "error"}).context
    assert [line.code for line in only["lines"]] == ["s4-ages"]
    assert client.get(url, {"section": "x", "show": "y"}).context["lines"] != []
    assert "По таким условиям правил нет" in client.get(url, {"show": "idle"}).content.decode()


def test_reports_are_asked_for_by_the_words_of_a_rule(fired, campaign, client_of, methodist):
    url = reverse("statistics:reports", args=["6-nk", campaign.key])
    page = client_of(methodist).get(url, {"check": "s4-ages"})
    assert "Отчёты, где сработало правило: Число зарегистрированных" in page.content.decode()
    assert {row.record.pk for row in page.context["table"].rows} == set(
        RecordedFinding.objects.filter(check_code="s4-ages").values_list("submission", flat=True)
    )
    offered = dict(page.context["filter"].form.fields["check"].choices)
    assert offered["s4-ages"].startswith("Число зарегистрированных")
