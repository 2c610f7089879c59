"""A methodist takes a publication from a row of a plan, and finds the way back."""

import datetime

import pytest
from django.urls import reverse

from events.models import PlanSection
from methodportal.planned.queries import PlannedRow, present_plan, told_by
from publications.models import Publication
from tests.factories import PlanFactory, PlanItemFactory, PublicationFactory
from tests.queries import assert_same_queries


@pytest.fixture
def plan(db):
    return PlanFactory(year=2026, state="approved")


@pytest.fixture
def bulletin(plan):
    section = PlanSection.objects.create(plan=plan, title="Издательская деятельность", position=1)
    return PlanItemFactory(
        plan=plan, section=section, event_form="Бюллетень", name="Выпуск «Методический вестник»"
    )


@pytest.fixture
def seminar(plan):
    return PlanItemFactory(plan=plan, name="Семинар о сельских библиотеках")


def test_publication_of_an_approved_plan_is_made_from_its_row_and_leads_back(
    client_of, methodist, plan, bulletin, seminar
):
    client = client_of(methodist)
    form = client.get(reverse("planned-start", args=[bulletin.pk]), follow=True).context["form"]
    told = {name: form[name].value() for name in ("title", "kind", "year", "plan_reference")}
    assert told == {
        "title": "Методический вестник",
        "kind": "bulletin",
        "year": "2026",
        "plan_reference": f"{plan.title}, 2026 год, п. 2",
    }
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(reverse("publications:publication-create"), sent)
    made = Publication.objects.get()
    assert made.plan_item == bulletin.pk
    assert made.state == "planned"
    way_back = reverse("planned-item", args=[bulletin.pk])
    assert f'href="{way_back}"' in client.get(made.get_absolute_url()).content.decode()
    assert client.get(way_back).url == f"{plan.get_absolute_url()}#item-{bulletin.pk}"


def test_page_shows_what_the_plan_promises_to_publish_and_what_became_of_it(
    client_of, methodist, plan, bulletin, seminar
):
    made = PublicationFactory(title="Вестник, № 1", plan_item=bulletin.pk)
    client, url = client_of(methodist), reverse("planned-publications")
    rows = client.get(url, {"plan": plan.pk}).context["rows"]
    assert [(row.item, row.publications) for row in rows] == [(bulletin, [made])]
    assert rows[0].name == "Бюллетень Выпуск «Методический вестник»"
    bulletin.event_form = "выпуск"
    assert PlannedRow(bulletin).name == "Выпуск «Методический вестник»"
    every = client.get(url, {"plan": plan.pk, "all": "1"}).context["rows"]
    assert [row.item for row in every] == [seminar, bulletin]


def test_row_that_left_the_plan_is_told_and_its_words_stay(client_of, methodist, bulletin):
    way_back = reverse("planned-item", args=[bulletin.pk])
    bulletin.delete()
    page = client_of(methodist).get(way_back, follow=True)
    assert "Этого пункта в плане больше нет" in page.content.decode()


def test_reader_sees_nothing_of_the_plan_on_the_page_of_a_publication(client, bulletin):
    made = PublicationFactory(plan_item=bulletin.pk, plan_reference="План, п. 2")
    assert "План, п. 2" not in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        (
            "Сборник «Территория чтения: лучший опыт»",
            "Территория чтения: лучший опыт",
            "collection",
        ),
        (
            "Методические  рекомендации по комплектованию",
            "Методические рекомендации по комплектованию",
            "guide",
        ),
        ("Памятка «Клуб «Родник»: с чего начать»", "Клуб «Родник»: с чего начать", "leaflet"),
        ("Разное", "Разное", ""),
        ("а" * 900, "а" * 500, ""),
    ],
)
def test_form_is_filled_by_the_words_of_the_row(plan, name, title, kind):
    told = told_by(PlanItemFactory(plan=plan, name=name), 1)
    assert (told["title"], told["kind"]) == (title, kind)


def test_page_opens_at_the_plan_of_this_year(plan):
    newer, consolidated = PlanFactory(year=2027), PlanFactory(year=2026, kind="consolidated")
    plans = type(plan).objects.all()
    assert present_plan(plans, datetime.date(2026, 5, 1)) == plan
    assert present_plan(plans, datetime.date(2030, 5, 1)) == newer
    assert present_plan(plans.filter(pk=consolidated.pk), datetime.date(2026, 5, 1)) == consolidated


def test_long_plans_ask_the_same_few_questions(client_of, methodist, plan, bulletin):
    def another():
        row = PlanItemFactory(plan=plan, section=bulletin.section)
        PublicationFactory(plan_item=row.pk)

    url = f"{reverse('planned-publications')}?plan={plan.pk}"
    assert_same_queries(client_of(methodist), url, another, at_most=12)
