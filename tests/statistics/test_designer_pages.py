"""Pages of the designer: what a methodist does on them, without scripts."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from libraries.models import Library
from statistics.actions.drafts import change_draft, start_blank, start_clone
from statistics.actions.editions import load_edition
from statistics.designer import lines, sections
from statistics.designer.checks import words_of_checks
from statistics.designer.files import written
from statistics.designer.lines import Place
from statistics.models import Edition, EditionDraft
from tests.queries import assert_same_queries
from tests.statistics.reported import make_campaign, report
from tests.statistics.small_form import small_definition


@pytest.fixture
def client(client_of: Callable[..., Client], methodist: User) -> Client:
    return client_of(methodist)


@pytest.fixture
def edition(db: None) -> Edition:
    return load_edition(small_definition())


@pytest.fixture
def draft(edition: Edition, methodist: User) -> EditionDraft:
    data = {"edition": "2026", "title": "Учёт посещений, редакция 2026 года", "year_from": 2026}
    return start_clone(edition, data, methodist)


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(f"statistics:{name}", args=args), {"version": 1, **data})


def test_a_form_is_begun_with_a_name_rows_and_columns(client: Client):
    client.post(
        reverse("statistics:draft-create"),
        {
            "form_title": "Культурно-просветительская работа",
            "year_from": "2026",
            "section": "Мероприятия",
            "rows": "Выставки\t12\n\n  Лекции  \nКвесты",
            "columns": "проведено\nпосетило",
        },
    )
    draft = EditionDraft.objects.get()
    assert draft.definition["form"] == "kulturno-prosvetitelskaya-rabota"
    assert draft.definition["edition"] == "2026"
    section = draft.definition["sections"][0]
    assert [row["title"] for row in section["rows"]] == ["Выставки", "Лекции", "Квесты"]
    assert [column["number"] for column in section["columns"]] == [3, 4]


def test_each_of_several_tables_is_printed_in_parts_of_its_own(
    client: Client, draft: EditionDraft, methodist: User
):
    titles = [f"Графа {number}" for number in range(1, 5)]
    changed = sections.add_table(draft.definition, 0, ["Акты"], titles)
    change_draft(draft.pk, draft.version, "Таблица", lambda _: changed, methodist)
    url = reverse("statistics:draft-section-edit", args=[draft.pk, 1])
    page = client.get(url).content.decode()
    assert "Печатать по частям: таблица 2" in page
    first = changed["sections"][0]["tables"][1]["columns"][0]["number"]
    parts = f"{first}:{first + 1}, {first + 2}:{first + 3}"
    told = {"number": 1, "title": "Посещения", "blocks_1": "", "blocks_2": parts, "version": 2}
    client.post(url, told)
    draft.refresh_from_db()
    one, two = draft.definition["sections"][0]["tables"]
    assert "blocks" not in one
    assert two["blocks"] == parts.split(", ")
    assert parts in client.get(url).content.decode()


def test_a_refused_form_keeps_what_was_typed(client: Client):
    answer = client.post(reverse("statistics:draft-create"), {"rows": "Выставки", "year_from": "1"})
    page = answer.content.decode()
    assert "Выставки</textarea>" in page
    assert not EditionDraft.objects.exists()


def test_the_last_year_does_not_come_before_the_first(client: Client, draft: EditionDraft):
    data = {"form_title": "А", "title": "Б", "edition": "1", "year_from": 2026, "year_to": 2025}
    page = post(client, "draft-whole", draft.pk, **data).content.decode()
    assert "Последний год раньше первого." in page
    assert post(client, "draft-whole", draft.pk, **{**data, "year_to": 2027}).status_code == 302
    draft.refresh_from_db()
    assert (draft.definition["year_to"], draft.definition["form_title"]) == (2027, "А")


def test_checks_change_places(client: Client, draft: EditionDraft):
    post(client, "draft-check-create", draft.pk, rule="1.01.2 > 0", severity="warning", code="b")
    post(client, "draft-check-move", draft.pk, "b", by=-1, version=2)
    draft.refresh_from_db()
    assert [check["code"] for check in draft.definition["checks"]] == ["b", "parts"]


def test_the_next_year_and_a_free_code_are_proposed(client: Client, edition: Edition):
    page = client.get(reverse("statistics:draft-clone", args=[edition.pk])).content.decode()
    assert 'value="Учёт посещений, редакция 2025 года"' in page
    assert 'name="edition" value="2025"' in page
    answer = post(
        client, "draft-clone", edition.pk, title="А", year_from=2025, edition="2024"
    ).content.decode()
    assert "Редакция с кодом «2024» у этой формы уже есть." in answer


def test_every_fault_of_an_uploaded_file_is_told(client: Client):
    wrong = small_definition()
    wrong["checks"][0]["rule"] = "1.*.2 = 1.*.77"
    wrong["sections"][1]["columns"][1]["places"] = 7
    file = SimpleUploadedFile("v.yaml", written(wrong).encode())
    page = client.post(reverse("statistics:draft-upload"), {"file": file}).content.decode()
    assert "Контроль parts: знак 9" in page
    assert "Раздел 2, графа 3: у дробных чисел" in page
    assert not EditionDraft.objects.exists()


def test_files_of_a_draft_and_of_an_edition_are_given(
    client: Client, draft: EditionDraft, edition: Edition
):
    given = client.get(reverse("statistics:draft-file", args=[draft.pk]))
    assert given["Content-Disposition"] == 'attachment; filename="visits-2026.yaml"'
    assert "follows: '2024'" in given.content.decode()
    assert client.get(reverse("statistics:edition-file", args=[edition.pk])).status_code == 200


def test_a_second_form_of_the_same_name_gets_a_code_of_its_own(client: Client):
    data = {"form_title": "Работа", "year_from": "2026", "section": "А", "rows": "а"}
    for _ in range(2):
        client.post(reverse("statistics:draft-create"), data)
    codes = [one.definition["form"] for one in EditionDraft.objects.order_by("pk")]
    assert codes == ["rabota", "rabota-2"]


def test_a_section_without_lines_is_shown(client: Client, draft: EditionDraft):
    page = client.get(post(client, "draft-section-create", draft.pk, title="Новый").url)
    assert "нет ни одной строки" in page.content.decode()


def test_columns_above_the_cells_are_numbered_once(client: Client, draft: EditionDraft):
    page = client.get(reverse("statistics:draft-section", args=[draft.pk, 1])).content.decode()
    line = page.partition("draft-table__numbers")[2].partition("</tr>")[0]
    assert re.findall(r">(\d+)<", line) == ["1", "2", "3", "4", "5"]


def test_a_second_table_is_added_and_removed_on_the_page(client: Client, draft: EditionDraft):
    to = post(client, "draft-table-create", draft.pk, 1, rows="Выставки\nЛекции", columns="всего")
    assert to.url.endswith("#table-1")
    page = client.get(to.url).content.decode()
    assert 'id="table-1"' in page
    assert 'id="x-1-05-3"' in page
    empty = post(client, "draft-table-create", draft.pk, 1, version=2, rows="Акты", columns="")
    assert "columns" in empty.context["form"].errors
    post(client, "draft-table-remove", draft.pk, 1, 1, version=2)
    page = client.get(reverse("statistics:draft-section", args=[draft.pk, 1])).content.decode()
    assert 'id="table-1"' not in page
    assert "Удалена таблица 2 раздела 1" in page


def test_what_a_draft_continues_is_chosen_on_the_page(
    client: Client, draft: EditionDraft, edition: Edition
):
    address = reverse("statistics:draft-whole", args=[draft.pk])
    form = client.get(address).context["form"]
    assert dict(form.fields["follows"].choices)["2024"] == edition.title
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"follows": ""}
    assert client.post(address, data).status_code == 302
    draft.refresh_from_db()
    assert draft.follows == ""
    again = client.post(address, data | {"version": 2, "follows": "2024"})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.follows == "2024"
    itself = client.post(address, data | {"version": 3, "follows": "2024", "edition": "2024"})
    assert "не может продолжать саму себя" in itself.content.decode()


def test_a_form_without_editions_has_nothing_to_continue(client: Client, methodist: User):
    title = {"form": "new", "form_title": "Новая", "edition": "1", "title": "Н", "year_from": 2026}
    begun = start_blank(title, {"title": "Раздел"}, ["а"], ["б"], methodist)
    page = client.get(reverse("statistics:draft-whole", args=[begun.pk]))
    assert "follows" not in page.context["form"].fields


def test_a_cell_is_closed_by_a_press(client: Client, draft: EditionDraft):
    answer = post(client, "draft-cell", draft.pk, 1, cell="0:1:3:close")
    page = client.get(answer.url).content.decode()
    said = "Закрыта ячейка 1.01.3. Контроль её теперь пропускает: "
    assert said + words_of_checks(draft.definition)["parts"] in unescape(page)
    draft.refresh_from_db()
    assert draft.steps.get(version=draft.version).words == "Закрыта ячейка 1.01.3"
    assert 'aria-label="Ячейка 1.01.3 закрыта: открыть"' in page
    draft.refresh_from_db()
    assert draft.definition["sections"][0]["rows"][0]["closed"] == [3]


@pytest.mark.parametrize(
    "cell", ["", "0:1:3", "9:1:3:close", "0:99:3:close", "0:1:99:close", "²:1"]
)
def test_a_press_of_what_is_not_there_changes_nothing(
    client: Client, draft: EditionDraft, cell: str
):
    assert post(client, "draft-cell", draft.pk, 1, cell=cell).status_code == 302
    draft.refresh_from_db()
    assert draft.version == 1


def test_pasted_lines_become_rows(client: Client, draft: EditionDraft):
    post(client, "draft-lines-add", draft.pk, 1, 0, "rows", titles="Хранение\r\nОтдел редкой книги")
    draft.refresh_from_db()
    assert [row["title"] for row in draft.definition["sections"][0]["rows"][3:]] == [
        "Хранение",
        "Отдел редкой книги",
    ]


def test_two_methodists_do_not_overwrite_one_another(
    client: Client, draft: EditionDraft, head: User
):
    place = Place(0, 0, "rows")
    change_draft(draft.pk, 1, "Добавлена строка", lambda d: lines.add_lines(d, place, ["X"]), head)
    page = post(client, "draft-line", draft.pk, 1, 0, "rows", 1, title="Моё", number=1)
    told = page.content.decode()
    assert "форму изменил другой человек" in told
    assert f"{head.short_name}: Добавлена строка" in told
    assert 'value="Моё"' in told
    assert 'name="version" value="2"' in told
    post(client, "draft-line", draft.pk, 1, 0, "rows", 1, title="Моё", number=1, version=2)
    draft.refresh_from_db()
    rows = draft.definition["sections"][0]["rows"]
    assert (rows[0]["title"], rows[3]["title"]) == ("Моё", "X")


def test_a_stale_press_is_refused_by_name(client: Client, draft: EditionDraft, head: User):
    place = Place(0, 0, "rows")
    change_draft(draft.pk, 1, "Добавлена строка", lambda d: lines.add_lines(d, place, ["X"]), head)
    answer = post(client, "draft-line-remove", draft.pk, 1, 0, "rows", 1)
    page = client.get(answer.url).content.decode()
    assert f"{head.short_name} — Добавлена строка" in page
    draft.refresh_from_db()
    assert len(draft.definition["sections"][0]["rows"]) == 4


def test_removal_says_which_checks_look_there(client: Client, draft: EditionDraft):
    page = client.get(reverse("statistics:draft-line", args=[draft.pk, 1, 0, "rows", 1]))
    assert "смотрят контроли" in page.content.decode()
    said = words_of_checks(draft.definition)["parts"]
    assert f'checks/parts/">{said}</a>' in unescape(page.content.decode())
    page = client.get(reverse("statistics:draft-line", args=[draft.pk, 2, 0, "rows", 4]))
    assert "смотрят контроли" not in page.content.decode()


def test_a_wrong_rule_is_shown_at_its_character(client: Client, draft: EditionDraft):
    page = post(client, "draft-check-create", draft.pk, rule="1.*.2 = 1.*.9", severity="error")
    text = page.content.decode()
    assert "Знак 9: графы 9 в разделе 1 нет." in text
    assert '<span class="pointed">1.*.2 = <mark>1</mark>.*.9</span>' in text
    assert 'value="1.*.2 = 1.*.9"' in text


def test_the_last_steps_are_undone_on_the_page_where_one_is(client: Client, draft: EditionDraft):
    section = reverse("statistics:draft-section", args=[draft.pk, 1])
    post(client, "draft-lines-add", draft.pk, 1, 0, "rows", titles="Хранение")
    assert post(client, "draft-undo", draft.pk, version=2, back=section).url == section
    elsewhere = post(client, "draft-undo", draft.pk, version=3, back="https://example.org/")
    assert elsewhere.url == draft.get_absolute_url()


def test_undoing_a_section_leads_to_what_is_still_there(client: Client, draft: EditionDraft):
    page = post(client, "draft-section-create", draft.pk, title="Новый").url
    assert page == reverse("statistics:draft-section", args=[draft.pk, 3])
    back = post(client, "draft-undo", draft.pk, version=2, back=page).url
    assert back == draft.get_absolute_url()


def test_the_preview_is_the_entry_table_and_answers_as_it_will(client: Client, draft: EditionDraft):
    url = reverse("statistics:draft-preview", args=[draft.pk])
    page = client.get(url).content.decode()
    assert 'name="cell:1.01.2"' in page
    assert "не заполняется" in page
    figures = {"cell:1.01.2": "10", "cell:1.01.3": "4", "cell:1.01.4": "5", "cell:2.04.2": "8"}
    tried = client.post(url, figures).content.decode()
    assert "Разница 1" in tried
    assert "1 — да или 0 — нет" in tried
    assert 'value="10"' in tried


def test_a_draft_with_faults_is_shown_with_ways_to_them(client: Client, draft: EditionDraft):
    post(client, "draft-line-remove", draft.pk, 1, 0, "columns", 2)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "графы 2 в разделе 1 нет" in page
    assert reverse("statistics:draft-check", args=[draft.pk, "parts"]) in page
    preview = client.get(reverse("statistics:draft-preview", args=[draft.pk])).content.decode()
    assert 'name="cell:1.01.3"' in preview


def test_a_trial_leads_to_the_reports(
    client: Client, edition_2015: Edition, methodist: User, library: Library
):
    campaign = make_campaign(2025)
    found = report(campaign, library, {"4.12.3": 60, "4.12.4": 90, "4.12.5": 1})
    draft = start_clone(edition_2015, {"edition": "2026", "title": "Новая"}, methodist)
    url = reverse("statistics:draft-trial", args=[draft.pk])
    client.post(url, {"campaign": campaign.pk})
    page = client.get(url).content.decode()
    assert "Проверено 1\N{NO-BREAK SPACE}отчёт" in page or "Проверено 1 отчёт" in page
    assert reverse("statistics:review", args=[found.pk]) in page


def test_a_form_is_published_and_stands_in_the_list(client: Client, methodist: User):
    draft = start_blank(
        {
            "form": "work", "form_title": "Работа", "edition": "2026", "title": "Работа, 2026",
            "year_from": 2026, "year_to": None,
        },
        {"title": "Раздел"}, ["а"], ["б"], methodist,
    )  # fmt: skip
    answer = post(client, "draft-publish", draft.pk)
    page = client.get(answer.url)
    assert "«Работа, 2026» введена в действие" in page.content.decode()
    opening = page.context["form"].initial["edition"]
    assert opening == str(Edition.objects.get(code="2026").pk), "the way leads on to a collection"
    assert methodist.short_name in client.get(reverse("statistics:form-list")).content.decode()
    refused = post(client, "draft-line", draft.pk, 1, 0, "rows", 1, title="в", number=1)
    assert "уже введена в действие" in refused.content.decode()


def test_pages_take_the_same_queries_however_long_a_draft_is(
    client: Client, draft: EditionDraft, methodist: User
):
    def add_row() -> None:
        draft.refresh_from_db()
        place = Place(0, 0, "rows")
        change_draft(
            draft.pk, draft.version, "+", lambda d: lines.add_lines(d, place, ["X"]), methodist
        )

    for name in ("draft", "draft-steps", "draft-checks", "draft-preview", "draft-trial"):
        url = reverse(f"statistics:{name}", args=[draft.pk])
        assert_same_queries(client, url, add_row, at_most=12)
    url = reverse("statistics:draft-section", args=[draft.pk, 1])
    assert_same_queries(client, url, add_row, at_most=12)


def test_the_list_takes_the_same_queries_however_many_forms(client: Client, methodist: User):
    codes = iter(range(2024, 2100))

    def add() -> None:
        code = next(codes)
        definition = {**small_definition(), "form": f"f{code}", "edition": str(code)}
        edition = load_edition(definition)
        start_clone(edition, {"edition": "x", "title": f"Черновик {code}"}, methodist)

    assert_same_queries(client, reverse("statistics:form-list"), add, at_most=12)


def test_the_api_gives_editions_and_no_drafts(client: Client, draft: EditionDraft):
    listed = client.get(reverse("api:edition-list")).json()["results"]
    assert [(one["form"], one["code"], "definition" in one) for one in listed] == [
        ("visits", "2024", False)
    ]
    whole = client.get(reverse("api:edition-detail", args=[listed[0]["id"]])).json()
    assert whole["definition"] == small_definition()


def test_a_collection_is_opened_from_the_list_of_forms(client: Client, db: None):
    edition = load_edition(small_definition())
    listed = client.get(reverse("statistics:form-list")).content.decode()
    url = f"{reverse('statistics:campaign-create')}?edition={edition.pk}"
    assert f'href="{url}"' in listed
    assert client.get(url).context["form"]["edition"].value() == str(edition.pk)
