"""Indicators kept on the portal's pages: adding, trying, changing, the shipped set, two editors."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from libraries.models import Library
from statistics.actions import indicators as actions
from statistics.actions.editions import SHIPPED, load_edition
from statistics.indicators import load_indicators
from statistics.models import Campaign, Indicator
from statistics.summaries import Choice, main_indicators, shown_indicators
from tests.battery import Case, battery, signed_in
from tests.queries import assert_same_queries
from tests.statistics.reported import make_campaign, report

pytestmark = pytest.mark.django_db

NEW = {
    "code": "loans_per_visit",
    "title": "Выдача на посещение",
    "unit": "экз.",
    "places": "2",
    "form": "6-nk",
    "formula": "loans / visits",
    "is_main": "on",
}
DEPARTMENT_ONLY = ["sign-in", 403, 403, 200, 200, 403]
READING = {"code": "reading"}
CASES = [
    Case("statistics:indicator-list", signed_in(200)),
    Case("statistics:indicator", signed_in(200), kwargs=READING),
    Case("statistics:indicator-create", DEPARTMENT_ONLY),
    Case("statistics:indicator-edit", DEPARTMENT_ONLY, kwargs=READING),
    Case(
        "statistics:indicator-create",
        ["sign-in", 403, 403, 302, 302, 403],
        method="post",
        data=NEW,
        needs=["figures"],
    ),
]
test_permissions = battery(CASES)


@pytest.fixture
def figures(library: Library) -> Campaign:
    """Two closed years of one library."""
    for year, visits in ((2024, 500), (2025, 800)):
        campaign = make_campaign(year)
        Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
        report(campaign, library, {"5.17.3": 1000, "4.12.7": visits, "4.12.2": 100})
    load_edition(SHIPPED / "6-nk-2019.yaml")
    return campaign


def change(row: Indicator, by, version: int | None = None, **values) -> Indicator:
    kept = {
        name: getattr(row, name) for name in actions.SHIPPED if name not in ("is_given", "position")
    }
    at = row.version if version is None else version
    return actions.change_indicator(row.pk, {**kept, "code": row.code, **values}, at, by)


def test_a_new_indicator_is_tried_on_last_year_before_it_is_saved(client_of, methodist, figures):
    client, url = client_of(methodist), reverse("statistics:indicator-create")
    tried = client.post(url, {**NEW, "again": "1"})
    rows = {row.values[0]: row.values for row in tried.context["trial"].rows}
    expected = (Decimal("2.00"), Decimal("1.25"), Decimal("-0.75"), Decimal("-37.5"), 1)
    assert rows["Берёзовский район"][1:] == rows["Всего по региону"][1:] == expected
    assert not Indicator.objects.filter(code=NEW["code"]).exists()
    saved = client.post(url, NEW, follow=True)
    assert "Выдача документов ÷ Посещения" in saved.content.decode()
    table = main_indicators(Choice(figures))
    assert table.rows[-1].values[[c.key for c in table.columns].index(NEW["code"])] == Decimal(
        "1.25"
    )


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"formula": "loans / vizits"}, "Знак 9: показателя «vizits» нет; похожие: visits"),
        ({"formula": "loans / school_visits"}, "показателя «school_visits» нет"),
        ({"formula": "loans / loans_per_visit"}, "«loans_per_visit» ссылается сам на себя"),
        ({"formula": ""}, "либо ячейки по редакциям, либо формулу"),
        ({"cells": "2015: 4.12.2"}, "либо ячейки по редакциям, либо формулу"),
        ({"formula": "", "cells": "2015 4.12.2"}, "код редакции, двоеточие, адрес"),
        ({"formula": "", "cells": "2016: 4.12.2"}, "Редакции «2016» у формы нет. Есть: 2015, 2019"),
        ({"formula": "", "cells": "2019: 4.12.2"}, "нет открытой ячейки «4.12.2»"),
        ({"code": "Читаемость"}, "малыми латинскими буквами"),
        ({"code": "reading"}, "Уже занято"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    client_of, methodist, figures, typed, told
):
    url = reverse("statistics:indicator-create")
    answer = client_of(methodist).post(url, {**NEW, **typed})
    assert told in answer.content.decode()
    assert answer.context["form"]["title"].value() == NEW["title"]
    assert not Indicator.objects.filter(title=NEW["title"]).exists()


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ({"formula": "loans / visits"}, 2),
        ({"formula": "100 * children / users", "unit": "%"}, 1),
        ({"formula": "fund + loans"}, 0),
        ({"formula": "income - spent", "unit": "тыс. руб."}, 1),
        ({"formula": "", "cells": "2015: 7.19.2"}, 1),
        ({"formula": "loans / visits", "places": "0"}, 0),
    ],
)
def test_a_new_indicator_has_as_many_digits_as_its_kind_usually_has(
    client_of, methodist, figures, typed, places
):
    url = reverse("statistics:indicator-create")
    client_of(methodist).post(url, {**NEW, "places": "", **typed})
    assert Indicator.objects.get(code=NEW["code"]).places == places


def test_an_edit_is_seen_at_once_stays_through_updates_and_in_history(
    client_of, methodist, figures
):
    before = load_indicators()
    row = Indicator.objects.get(code="reading")
    url = reverse("statistics:indicator-edit", args=["reading"])
    typed = {"title": "Читаемость", "unit": "экз.", "places": "3", "formula": "loans / users * 2",
             "version": row.version, "reason": "Так решил совет", "is_main": "on"}  # fmt: skip
    page = client_of(methodist).post(url, typed, follow=True).content.decode()
    assert "Так решил совет" in page
    assert "формула: loans / users → loans / users * 2" in page
    assert "правлен на портале" not in page
    assert load_indicators() is not before
    assert load_indicators()["reading"].compute({"loans": Decimal(10), "users": Decimal(3)}) == (
        Decimal("6.667")
    )
    assert actions.load_shipped_indicators() == 0
    assert Indicator.objects.get(code="reading").formula == "loans / users * 2"


def test_the_shipped_set_is_there_and_follows_the_file_where_nobody_edited():
    assert [one.code for one in shown_indicators("6-nk")][:2] == ["fund", "received"]
    assert all(one.form == "school-library" for one in shown_indicators("school-library"))
    Indicator.objects.filter(code="users").update(title="Читатели")
    Indicator.objects.filter(code="visits").delete()
    assert actions.load_shipped_indicators() == 2
    assert Indicator.objects.get(code="users").title == "Пользователи"
    assert load_indicators()["visits"].cells["2019"] == "4.11.7"


def test_formulas_may_not_turn_in_a_circle(methodist, figures):
    actions.add_indicator({**_row("one", "loans / users")}, methodist)
    actions.add_indicator({**_row("two", "one * 2")}, methodist)
    assert load_indicators()["two"].parts == ("loans", "users")
    with pytest.raises(ValidationError, match="сама от себя через другие"):
        change(Indicator.objects.get(code="one"), methodist, formula="two / users")


def _row(code: str, formula: str) -> dict:
    return {"code": code, "title": code, "unit": "ед.", "places": 1, "form": "6-nk",
            "cells": "", "formula": formula, "is_main": False}  # fmt: skip


def test_a_code_left_blank_is_made_of_the_title(client_of, methodist, figures):
    client, url = client_of(methodist), reverse("statistics:indicator-create")
    for title in ("Выдача на посещение", "Выдача на посещение!", "2026", "Топ10"):
        client.post(url, {**NEW, "code": "", "title": title})
    made = Indicator.objects.order_by("pk").values_list("code", flat=True)
    assert list(made)[-4:] == [
        "vydacha_na_poseschenie",
        "vydacha_na_poseschenie_2",
        "indicator",
        "top_10",
    ]


def test_two_editors_see_each_other(client_of, methodist, head, figures):
    row = Indicator.objects.get(code="turnover")
    change(row, head, unit="оборотов")
    url = reverse("statistics:indicator-edit", args=["turnover"])
    typed = {"title": "Обращаемость", "unit": row.unit, "places": "2", "is_main": "on",
             "formula": "loans / fund", "version": row.version}  # fmt: skip
    page = client_of(methodist).post(url, typed).content.decode()
    assert "запись изменил другой человек" in page
    assert "оборотов" in page
    assert Indicator.objects.get(code="turnover").title == "Обращаемость фонда"


def test_what_the_portal_counts_has_no_source_to_edit(client_of, methodist):
    url = reverse("statistics:indicator-edit", args=["population"])
    form = client_of(methodist).get(url).context["form"]
    assert set(form.fields) == {"title", "unit", "places", "reason", "version"}
    typed = {"title": "Жители", "unit": "чел.", "places": "0", "version": "1"}
    client_of(methodist).post(url, typed)
    assert Indicator.objects.get(code="population").title == "Жители"


def test_another_process_reads_anew_after_a_change(django_assert_num_queries):
    load_indicators()
    with django_assert_num_queries(0):
        load_indicators()
    cache.set("statistics:indicators", "changed by another process")
    with django_assert_num_queries(1):
        load_indicators()


def test_the_list_asks_the_same_whatever_its_length(client_of, methodist, figures):
    numbers = iter(range(9))

    def more() -> None:
        actions.add_indicator(_row(f"more_{next(numbers)}", "loans / users"), methodist)

    url = reverse("statistics:indicator-list")
    assert_same_queries(client_of(methodist), url, more, at_most=10)
