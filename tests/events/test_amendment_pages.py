"""Pages of amendments: what people are offered, asked and told."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.actions.amended.outcome import read_amended
from events.models import Amendment, Plan, PlanItem
from tests.factories import PlanItemFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 12, 20)


@pytest.fixture
def approved(plan, item, head, section) -> Plan:
    actions.approve(plan, head, DAY, "145-о")
    plan.refresh_from_db()
    return plan


@pytest.fixture
def amendment(approved, methodist) -> Amendment:
    return actions.begin_amendment(approved, "Письмо министерства", methodist)


def test_an_amendment_leaves_the_plan_alone_until_it_is_approved(
    client_of, approved, amendment, item, section, methodist, head
):
    gone = PlanItemFactory(plan=approved, name="Лишний", section=section)
    figure = approved.figures.create(name="Консультации", number=600, position=1)
    client = client_of(methodist)
    url = reverse("events:amendment-item", args=[amendment.pk, item.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    client.post(url, {**form, "period": "15 марта", "version": 0})
    new = reverse("events:amendment-new", args=[amendment.pk])
    added = {"name": "Новый конкурс", "period": "май", "section": section.pk, "version": 0}
    client.post(new, {**dict.fromkeys(form, ""), **added})
    client.post(reverse("events:amendment-remove", args=[amendment.pk, gone.pk]))
    _write_figures(client, amendment, {f"figure-{figure.pk}-number": 650})
    public = client_of(None).get(approved.get_absolute_url()).content.decode()
    assert "Лишний" in public and "Новый конкурс" not in public and "15 марта" not in public
    page = client.get(reverse("events:amendment", args=[amendment.pk]))
    assert [(row.what, row.row.name) for row in page.context["comparison"].rows] == [
        ("changed", item.name),
        ("removed", "Лишний"),
        ("added", "Новый конкурс"),
    ]
    amendment.refresh_from_db()
    actions.approve(amendment, head, dt.date(2026, 3, 1), "15")
    public = client_of(None).get(approved.get_absolute_url()).content.decode()
    assert "Лишний" not in public and "Новый конкурс" in public and "15 марта" in public
    figure.refresh_from_db()
    assert figure.number == 650
    assert PlanItem.objects.get(name="Новый конкурс").section == section
    assert [edition.number for edition in approved.editions.all()] == [2, 1]
    kept = client_of(None).get(reverse("events:plan-edition", args=[approved.pk, 1]))
    kept = kept.content.decode()
    assert "февраль" in kept and "15 марта" not in kept
    compared = client_of(None).get(reverse("events:plan-compare", args=[approved.pk]))
    assert compared.status_code == 200


def _write_figures(client, amendment, told: dict[str, object]):
    """Send the form of figures as the page shows it, with what is told instead."""
    url = reverse("events:amendment-figures", args=[amendment.pk])
    return client.post(url, {**_shown(client.get(url)), **told})


def _shown(page) -> dict[str, object]:
    """Return what the form of a page would send if nobody touched it."""
    values = {bound.name: bound.value() for bound in page.context["form"]}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def _fields(page) -> dict[str, object]:
    return {field.bound.name: field.bound for field in page.context["fields"]}


def test_a_row_that_is_put_back_as_it_was_leaves_the_amendment(amendment, item, methodist):
    row = actions.amend_item(amendment, item, {"place": "с. Зелёное"}, methodist)
    assert (row.texts, row.before) == ({"place": "с. Зелёное"}, {"place": "г. Берёзов"})
    same = {"place": "г. Берёзов"}
    assert actions.amend_item(amendment, item, same, methodist, row.version) is None
    assert not amendment.rows.exists()


def test_two_people_at_one_row_of_an_amendment_lose_nothing(
    client_of, amendment, item, methodist, head
):
    client = client_of(methodist)
    url = reverse("events:amendment-item", args=[amendment.pk, item.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.amend_item(amendment, item, {"place": "п. Лесной"}, head)
    refused = client.post(url, {**form, "place": "с. Зелёное", "version": 0})
    page = refused.content.decode()
    assert "п. Лесной" in page and "с. Зелёное" in page
    assert amendment.rows.get().texts == {"place": "п. Лесной"}
    again = {**form, "place": "с. Зелёное", "version": refused.context["form"]["version"].value()}
    client.post(url, again)
    assert amendment.rows.get().texts == {"place": "с. Зелёное"}


def test_one_amendment_at_a_time_numbered_one_after_another(approved, amendment, item, head):
    with pytest.raises(actions.PlanError, match="дополните его"):
        actions.begin_amendment(approved, "", head)
    with pytest.raises(actions.PlanError, match="ни одной строки"):
        actions.approve(amendment, head, DAY)
    with pytest.raises(actions.PlanError, match="Утвердите его или отмените"):
        actions.reopen_draft(approved, "Ошибка", head)
    actions.amend_removal(amendment, item, head)
    actions.approve(Amendment.objects.get(pk=amendment.pk), head, DAY)
    assert actions.begin_amendment(approved, "", head).number == 2
    with pytest.raises(actions.AmendmentClosedError):
        actions.change_grounds(amendment, "Другое", head)


def test_an_amendment_that_is_read_takes_no_rows_and_is_approved_after_all_agree(
    approved, amendment, item, methodist, head, librarian
):
    actions.amend_item(amendment, item, {"place": "с. Зелёное"}, methodist)
    amendment.refresh_from_db()
    day = timezone.localdate()
    approval = actions.send_for_approval(
        amendment, [actions.Reader(librarian)], day, "", methodist, version=amendment.version
    )
    with pytest.raises(actions.AmendmentClosedError):
        actions.amend_item(amendment, item, {"place": "п. Лесной"}, methodist, 1)
    with pytest.raises(actions.PlanError, match="ещё на согласовании"):
        actions.approve(amendment, head, DAY)
    actions.agree(approval.steps.get(), "", librarian)
    actions.approve(amendment, head, DAY, "15")
    item.refresh_from_db()
    assert item.place == "с. Зелёное"
    assert approved.changes.filter(action="amended").exists()


def test_a_new_row_of_an_amendment_needs_a_name_and_stands_at_the_end_of_its_section(
    approved, amendment, item, section, methodist
):
    inside = actions.Spot(section.pk)
    with pytest.raises(ValidationError, match="наименование"):
        actions.amend_new(amendment, {"name": " "}, inside, methodist)
    PlanItemFactory(plan=approved, section=section, name="Внутри")
    actions.amend_new(amendment, {"name": "Новый", "period": "май"}, inside, methodist)
    actions.amend_new(amendment, {"name": "Вне разделов"}, actions.Spot(), methodist)
    names = [row.name for row in read_amended(amendment).rows]
    assert names == [item.name, "Вне разделов", "Внутри", "Новый"]


def test_a_dropped_amendment_leaves_no_trace_but_in_the_history(
    client_of, approved, amendment, item, methodist
):
    actions.amend_removal(amendment, item, methodist)
    client_of(methodist).post(reverse("events:amendment-drop", args=[amendment.pk]))
    assert not Amendment.objects.exists()
    assert "исключить" in approved.changes.first().before["rows"]


def test_sections_of_an_amendment_are_written_and_left_on_their_own_page(
    client_of, approved, amendment, section, methodist
):
    client = client_of(methodist)
    url = reverse("events:amendment-section-new", args=[amendment.pk])
    form = {"title": "Новый", "kind": "work", "place": f"after:{section.pk}", "version": 0}
    page = client.post(url, form, follow=True).content.decode()
    assert "Новый" in page and "новый</span>" in page
    new = amendment.rows.get()
    item_page = client.get(reverse("events:amendment-new", args=[amendment.pk]))
    choices = [key for key, _ in item_page.context["form"].fields["section"].choices]
    assert choices == ["", str(section.pk), str(-new.pk)]
    standing = reverse("events:amendment-section", args=[amendment.pk, section.pk])
    places = [key for key, _ in client.get(standing).context["form"].fields["place"].choices]
    assert places == ["", "first", f"after:{-new.pk}", f"in:{-new.pk}"], "never inside itself"
    told = {"title": "Учёба", "kind": "other", "place": f"in:{-new.pk}", "version": 0}
    client.post(standing, told)
    assert [(one.depth, one.title) for one in read_amended(amendment).sections] == [
        (1, "Новый"),
        (2, "Учёба"),
    ]
    client.post(reverse("events:amendment-section-remove", args=[amendment.pk, section.pk]))
    page = client.get(reverse("events:amendment-sections", args=[amendment.pk])).content.decode()
    assert "Исключаются" in page
    row = amendment.rows.get(section=section)
    back = client.post(reverse("events:amendment-row-drop", args=[row.pk]), {"back": "sections"})
    assert back.url == reverse("events:amendment-sections", args=[amendment.pk])
    assert [one.title for one in read_amended(amendment).sections] == [section.title, "Новый"]


def test_the_heading_of_an_amendment_shows_the_plan_and_what_another_person_wrote(
    client_of, approved, amendment, methodist, head
):
    client = client_of(methodist)
    url = reverse("events:amendment-heading", args=[amendment.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.amend_heading(amendment, {"goal": "Её цель"}, head)
    refused = client.post(url, {**form, "goal": "Моя цель", "version": 0}).content.decode()
    assert "Её цель" in refused and "Моя цель" in refused
    client.post(url, {**form, "goal": "Моя цель", "version": 1})
    assert amendment.rows.get().texts == {"goal": "Моя цель"}
    page = client.get(reverse("events:amendment", args=[amendment.pk])).content.decode()
    assert "Моя" in page and "Заголовок и показатели" in page


def test_figures_that_a_person_has_not_touched_say_nothing_whoever_wrote_them(
    client_of, approved, amendment, methodist, head
):
    first = approved.figures.create(name="Консультации", number=600, position=1)
    second = approved.figures.create(name="Выезды", number=16, position=2)
    client, url = client_of(methodist), reverse("events:amendment-figures", args=[amendment.pk])
    shown = _shown(client.get(url))
    change = actions.FigureChange("Консультации", 650, figure=first)
    actions.amend_figures(amendment, [change], head)
    client.post(
        url, {**shown, f"figure-{second.pk}-number": 18, "new_name": "Курсы", "new_number": 3}
    )
    told = {str(one) for one in read_amended(amendment).plan.figures.all()}
    assert told == {"Консультации: 650", "Выезды: 18", "Курсы: 3"}
    refused = client.post(url, {**shown, f"figure-{first.pk}-number": 700}).content.decode()
    assert "Другой человек записал: Консультации: 650" in refused and 'value="700"' in refused
    lacking = client.post(url, {**shown, "new_number": 5}).content.decode()
    assert "Напишите, что запланировано" in lacking
    courses = amendment.rows.get(act="add")
    shown = _shown(client.get(url))
    actions.drop_row(courses, head)
    lost = client.post(url, {**shown, f"row-{courses.pk}-number": 4}).content.decode()
    assert "Новый показатель «Курсы: 4»" in lost


def test_what_is_typed_into_an_amendment_that_goes_to_its_readers_meanwhile_is_not_lost(
    client_of, approved, amendment, item, methodist, head, librarian
):
    client = client_of(methodist)
    url = reverse("events:amendment-item", args=[amendment.pk, item.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.amend_heading(amendment, {"goal": "Цель"}, head)
    amendment.refresh_from_db()
    readers, today = [actions.Reader(librarian)], timezone.localdate()
    actions.send_for_approval(amendment, readers, today, "", head, version=amendment.version)
    refused = client.post(url, {**form, "place": "с. Зелёное", "version": 0})
    page = refused.content.decode()
    assert "менять его строки нельзя" in page and "с. Зелёное" in page
    assert client.get(url).status_code == 403
    assert not amendment.rows.filter(item=item).exists()


def test_a_new_row_that_was_left_out_while_somebody_wrote_it_is_saved_anew(
    client_of, approved, amendment, methodist, head
):
    row = actions.amend_new(amendment, {"name": "Новый"}, actions.Spot(), methodist)
    client = client_of(methodist)
    url = reverse("events:amendment-row", args=[amendment.pk, row.pk])
    form = {name: field.value() or "" for name, field in _fields(client.get(url)).items()}
    actions.drop_row(row, head)
    refused = client.post(url, {**form, "place": "с. Зелёное", "version": 1})
    assert "убрали из изменения" in refused.content.decode()
    assert "с. Зелёное" in refused.content.decode()
    again = {**form, "place": "с. Зелёное", "version": refused.context["form"]["version"].value()}
    client.post(url, again)
    assert amendment.rows.get().texts == {"name": "Новый", "place": "с. Зелёное"}


def test_pages_of_an_amendment_cost_the_same_for_many_sections_and_rows(
    client_of, approved, amendment, item, section, methodist
):
    client = client_of(methodist)
    names = ("amendment", "amendment-sections", "amendment-figures", "amendment-new")
    urls = [reverse(f"events:{name}", args=[amendment.pk]) for name in names]
    urls.append(reverse("events:amendment-item", args=[amendment.pk, item.pk]))
    kind = section.kind

    def write(number: int) -> None:
        new = actions.amend_new_section(
            amendment, f"Раздел {number}", kind, actions.Spot(), methodist
        )
        actions.amend_new(amendment, {"name": "Пункт"}, actions.Spot(-new.pk), methodist)
        change = actions.FigureChange(f"Показатель {number}", number)
        actions.amend_figures(amendment, [change], methodist)

    write(1)
    few = [count_queries(client, url) for url in urls]
    for number in range(2, 5):
        write(number)
    assert [count_queries(client, url) for url in urls] == few
    assert max(few) <= 15


def test_parts_of_a_figure_stand_under_it_those_that_an_amendment_adds_too(
    client_of, approved, amendment, methodist
):
    first = approved.figures.create(name="Консультации", number=600, position=1)
    approved.figures.create(name="Выезды", number=16, position=2)
    approved.figures.create(name="групповые", number=30, position=3, parent=first)
    added = actions.FigureChange("письменные", 70, parent=first.pk)
    actions.amend_figures(amendment, [added], methodist)
    url = reverse("events:amendment-figures", args=[amendment.pk])
    lines = client_of(methodist).get(url).context["lines"]
    assert [(line.name.value(), line.is_part) for line in lines] == [
        ("Консультации", False),
        ("групповые", True),
        ("письменные", True),
        ("Выезды", False),
    ]
