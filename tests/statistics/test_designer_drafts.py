"""Drafts of editions: begun, changed by two people, undone, tried, brought into force."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from libraries.models import Library
from statistics.actions import drafts
from statistics.actions.editions import SHIPPED, load_edition, load_shipped_editions
from statistics.actions.indicators import load_shipped_indicators
from statistics.actions.publishing import publish_draft
from statistics.actions.trials import run_trial, try_draft
from statistics.designer import checks, lines, sections
from statistics.designer.faults import faults_of, sound_layout
from statistics.designer.files import written
from statistics.designer.lines import Place
from statistics.designer.whole import change_whole, initial_of_whole
from statistics.forms.campaigns import OpenCampaignForm
from statistics.layout import EditionError, checksum_of, layout_of
from statistics.models import Edition, EditionDraft, Indicator
from statistics.queries.drafts import finished_definition, next_edition_code
from tests.factories import LibraryFactory
from tests.statistics.reported import make_campaign, report
from tests.statistics.small_form import small_definition

ROW = {"of": None, "ask_above": None, "constant": False, "closed": []}
NEW = {
    "form": "outreach", "form_title": "Работа за квартал", "edition": "2026",
    "title": "Работа за квартал, редакция 2026 года", "year_from": 2026, "year_to": None,
}  # fmt: skip


@pytest.fixture
def draft(methodist: User) -> EditionDraft:
    return drafts.start_blank(
        NEW, {"title": "Мероприятия"}, ["Выставки", "Лекции"], ["проведено", "посетило"], methodist
    )


@pytest.fixture
def clone(edition_2015: Edition, methodist: User) -> EditionDraft:
    data = {"edition": "2026", "title": "6-НК, редакция 2026 года", "year_from": 2026}
    return drafts.start_clone(edition_2015, data, methodist)


def add_row(title: str) -> Any:
    return lambda definition: lines.add_lines(definition, Place(0, 0, "rows"), [title])


def change(draft: EditionDraft, edit: Any, by: User, version: int | None = None) -> EditionDraft:
    return drafts.change_draft(draft.pk, version or draft.version, "Правка", edit, by)


def test_a_new_form_is_sound_from_its_first_step(draft: EditionDraft):
    assert faults_of(draft.definition) == []
    assert list(sound_layout(draft.definition).cells) == ["1.01.3", "1.01.4", "1.02.3", "1.02.4"]


def test_a_clone_leaves_the_order_of_the_former_edition_behind(
    clone: EditionDraft, edition_2015: Edition
):
    assert edition_2015.definition["order"]
    assert not clone.definition.get("order")


def test_no_collection_can_be_opened_by_a_draft(draft: EditionDraft, methodist: User):
    form = OpenCampaignForm(today=datetime.date(2026, 3, 1))
    assert not form.fields["edition"].queryset.exists()
    edition = publish_draft(draft.pk, draft.version, methodist)
    assert list(form.fields["edition"].queryset.all()) == [edition]


def test_the_code_of_a_form_is_not_taken_twice(edition_2015: Edition, methodist: User):
    with pytest.raises(ValidationError, match="уже есть"):
        drafts.start_blank({**NEW, "form": "6-nk"}, {"title": "А"}, [], [], methodist)


def test_the_code_of_a_form_being_begun_is_taken_too(draft: EditionDraft, methodist: User):
    with pytest.raises(ValidationError, match="уже есть или начата"):
        drafts.start_blank(NEW, {"title": "А"}, [], [], methodist)


def test_a_trial_that_breaks_says_so(
    clone: EditionDraft, library: Library, methodist: User, monkeypatch: pytest.MonkeyPatch
):
    campaign = make_campaign(2025)
    report(campaign, library, {"4.12.2": 10})
    trial = try_draft(clone, campaign, methodist)

    def break_down(*_args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("statistics.actions.trials.try_checks", break_down)
    with pytest.raises(ZeroDivisionError):
        run_trial(trial)
    trial.refresh_from_db()
    assert (trial.state, trial.is_on_its_way) == ("failed", False)
    assert "администратору" in trial.error


def test_the_second_of_two_methodists_is_told_whom_she_met(
    draft: EditionDraft, methodist: User, head: User
):
    change(draft, add_row("Квесты"), head)
    with pytest.raises(drafts.StaleDraftError) as caught:
        change(draft, add_row("Беседы"), methodist, version=1)
    assert [(step.words, step.made_by) for step in caught.value.steps] == [("Правка", head)]


def test_an_edit_that_changes_nothing_is_no_step(draft: EditionDraft, methodist: User):
    assert change(draft, lambda definition: definition, methodist).version == 1


def test_undo_goes_back_step_by_step_and_is_on_record(draft: EditionDraft, methodist: User):
    first = draft.definition
    second = change(draft, add_row("Квесты"), methodist)
    third = change(second, add_row("Беседы"), methodist)
    once = drafts.undo_step(draft.pk, third.version, methodist)
    assert once.definition == second.definition
    twice = drafts.undo_step(draft.pk, once.version, methodist)
    assert twice.definition == first
    with pytest.raises(ValidationError, match="Отменять нечего"):
        drafts.undo_step(draft.pk, twice.version, methodist)
    assert drafts.restore_step(draft.pk, 5, 3, methodist).definition == third.definition
    assert [step.version for step in draft.steps.all()] == [6, 5, 4, 3, 2, 1]


def test_a_form_cannot_grow_beyond_bounds(draft: EditionDraft, methodist: User):
    for what in ("rows", "columns"):
        place = Place(0, 0, what)
        draft = change(draft, lambda d, at=place: lines.add_lines(d, at, ["а"] * 60), methodist)
    with pytest.raises(ValidationError, match="больше 5000 ячеек"):
        change(draft, lambda d: lines.add_lines(d, Place(0, 0, "rows"), ["а"] * 60), methodist)


def test_a_published_draft_is_changed_no_more(draft: EditionDraft, methodist: User):
    edition = publish_draft(draft.pk, draft.version, methodist)
    draft.refresh_from_db()
    assert (draft.published, draft.published_by) == (edition, methodist)
    assert edition.cells.count() == 4
    with pytest.raises(ValidationError, match="уже введена"):
        change(draft, add_row("Ещё"), methodist)


def test_a_draft_with_a_fault_is_not_published(draft: EditionDraft, methodist: User):
    draft = change(draft, lambda d: sections.add_section(d, {"title": "Пустой"}), methodist)
    assert [(fault.text, fault.section) for fault in faults_of(draft.definition)] == [
        ("Раздел 2: нет ни одной графы", 1),
        ("Раздел 2: нет ни одной строки", 1),
    ]
    with pytest.raises(EditionError):
        publish_draft(draft.pk, draft.version, methodist)
    assert not Edition.objects.filter(form__code="outreach").exists()


def test_an_edition_is_not_replaced_by_a_draft_of_its_code(clone: EditionDraft, methodist: User):
    clone.definition["edition"] = "2015"
    clone.save()
    with pytest.raises(ValidationError, match="уже есть"):
        publish_draft(clone.pk, clone.version, methodist)


def test_every_edition_is_written_to_a_file_that_reads_back_equal(methodist: User, db: None):
    for path in sorted(SHIPPED.glob("*.yaml")):
        edition = load_edition(path)
        text = written(edition.definition)
        assert load_edition_text(text, methodist) == edition.checksum, path.name


def load_edition_text(text: str, methodist: User) -> str:
    draft = drafts.start_from_file(text.encode(), "6-nk.yaml", methodist)
    return checksum_of(finished_definition(draft))


def test_a_wrong_file_begins_nothing(methodist: User):
    with pytest.raises(EditionError):
        drafts.start_from_file(b"form: x\n", "x.yaml", methodist)
    assert not EditionDraft.objects.exists()


def test_the_next_edition_gets_a_free_code(edition_2015: Edition, library: Library):
    assert next_edition_code(edition_2015) == "2019"
    make_campaign(2025)
    assert next_edition_code(edition_2015) == "2026"


def test_a_clone_follows_and_remembers_its_cells(clone: EditionDraft, methodist: User):
    row = next(
        at for at, one in enumerate(clone.definition["sections"][3]["rows"]) if one["number"] == 12
    )
    place = Place(3, 0, "rows", row)
    title = clone.definition["sections"][3]["rows"][row]["title"]
    closed = clone.definition["sections"][3]["rows"][row].get("closed", [])
    values = {**ROW, "title": title, "closed": closed, "number": 20}
    clone = change(clone, lambda d: lines.change_row(d, place, values), methodist)
    Edition.objects.filter(code="2015").update(year_to=None)
    edition = publish_draft(clone.pk, clone.version, methodist, ends_former=True)
    layout = layout_of(edition)
    assert layout.follows == "2015"
    assert layout.was["4.20.2"] == "4.12.2"
    assert any("4.20.4" in check.expression for check in layout.checks)
    assert Edition.objects.get(code="2015").year_to == 2025


def test_a_draft_that_continues_an_edition_further_back_finds_its_cells_there(
    edition_2015: Edition, methodist: User
):
    load_shipped_editions()
    latest = Edition.objects.get(form__code="6-nk", code="2019")
    data = {"edition": "2027", "title": "Форма № 6-НК, редакция 2027 года", "year_from": 2027}
    draft = drafts.start_clone(latest, data, methodist)
    assert "was" not in finished_definition(draft)
    further = {**initial_values(draft), "follows": "2015"}
    draft = change(draft, lambda d: change_whole(d, further), methodist)
    told = finished_definition(draft)
    assert told["follows"] == "2015"
    assert told["was"]["4.11.2"] == "4.12.2"
    assert told["was"]["4.11.12"] is None


def initial_values(draft: EditionDraft) -> dict:
    told = initial_of_whole(draft.definition)
    return told | {name: told[name].splitlines() for name in ("title_page", "signature")}


def test_indicators_go_on_in_the_new_edition(clone: EditionDraft, methodist: User):
    load_shipped_editions()
    load_shipped_indicators()
    section = clone.definition["sections"][3]
    place = Place(3, 0, "rows", 0)
    values = {**ROW, "title": "x", "number": 20, "closed": section["rows"][0].get("closed", [])}
    clone = change(clone, lambda d: lines.change_row(d, place, values), methodist)
    edition = publish_draft(clone.pk, clone.version, methodist, carried=["users"])
    users = Indicator.objects.get(code="users")
    assert users.addresses["2026"] == "4.20.2"
    assert layout_of(edition).cells["4.20.2"]
    assert users.history.first().history_user == methodist
    assert "2026" not in Indicator.objects.get(code="loans").addresses


def test_checks_are_tried_on_real_reports(
    clone: EditionDraft, library: Library, foreign_library: Library, methodist: User
):
    campaign = make_campaign(2025)
    report(campaign, library, {"4.12.2": 100, "4.12.3": 60})
    report(campaign, foreign_library, {"4.12.2": 10, "4.12.3": 60})
    rule = {"code": "few", "rule": "4.12.2 >= 4.12.3", "message": "", "severity": "explain"}
    clone = change(clone, lambda d: checks.put_check(d, None, {**rule, "total": False}), methodist)
    trial = try_draft(clone, campaign, methodist)
    trial.refresh_from_db()
    assert (trial.state, trial.done) == ("ready", 2)
    line = next(one for one in trial.lines if one["code"] == "few")
    assert line["reports"] == 1
    assert line["examples"][0]["library"] == str(foreign_library)
    assert line["examples"][0]["address"] == "4.12.2"


def test_a_trial_follows_cells_that_moved(clone: EditionDraft, library: Library, methodist: User):
    campaign = make_campaign(2025)
    report(campaign, library, {"4.12.2": 10, "4.12.3": 60})
    rule = {"code": "few", "rule": "4.12.2 >= 4.12.3", "message": "", "severity": "explain"}
    clone = change(clone, lambda d: checks.put_check(d, None, {**rule, "total": False}), methodist)
    section = {"title": "Пользователи", "number": 44}
    clone = change(clone, lambda d: sections.change_section(d, 3, section), methodist)
    trial = try_draft(clone, campaign, methodist)
    trial.refresh_from_db()
    line = next(one for one in trial.lines if one["code"] == "few")
    assert (line["rule"], line["reports"]) == ("44.12.2 >= 44.12.3", 1)
    assert line["examples"][0]["address"] == "4.12.2"


def test_a_trial_takes_the_same_queries_for_any_number_of_reports(
    clone: EditionDraft, library: Library, methodist: User, django_assert_num_queries: Any
):
    campaign = make_campaign(2025)
    report(campaign, library, {"4.12.2": 10})
    trial = try_draft(clone, campaign, methodist)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            run_trial(trial)
        counts.append(sum("UPDATE" not in one["sql"] for one in captured))
        for _more in range(3):
            report(campaign, LibraryFactory(organisation=library.organisation), {"4.12.2": 10})
    assert counts[0] == counts[1]


def test_only_collections_of_the_followed_edition_are_tried(
    draft: EditionDraft, library: Library, methodist: User
):
    with pytest.raises(ValidationError):
        try_draft(draft, make_campaign(2025), methodist)


def test_a_small_form_is_told_to_nobody_else(methodist: User):
    draft = drafts.start_from_file(written(small_definition()).encode(), "v.yaml", methodist)
    assert finished_definition(draft) == small_definition()
