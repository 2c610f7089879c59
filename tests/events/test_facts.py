"""Planned figures beside facts: chosen by people, counted by months, with the records behind."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events import actions
from events.actions.counting import CountingChoice, choose_counting
from events.actions.marks import EventOutcome, MarkValues, mark_from_event, set_mark
from events.fulfilment.facts import facts_of, records_behind, rule_in_words, suggested_source
from events.models import CountingRule, Plan, PlanChange, PlannedFigure
from tests.factories import ConsultationFactory, PublicationFactory
from tests.queries import assert_same_queries

ALL = range(1, 13)


@pytest.fixture
def figure(plan):
    return plan.figures.create(name="Методические консультации", number=10, position=1)


@pytest.fixture
def choose(methodist):
    """Return a function: what to count for a figure, chosen by the methodist."""

    def make(figure, source: str, measure: str = "number", seen: int = 0, **narrowing):
        chosen = CountingChoice(source, measure, narrowing)
        return choose_counting(figure, chosen, methodist, seen=seen)

    return make


@pytest.fixture
def approved(plan):
    def make() -> None:
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.APPROVED)
        plan.refresh_from_db()

    return make


def fact(plan, place: int = 0):
    return facts_of(plan)[place]


def anew(figure: PlannedFigure) -> PlannedFigure:
    """The figure as it stands, without the rule that was read with it before."""
    return PlannedFigure.objects.get(pk=figure.pk)


def test_nothing_is_counted_until_somebody_has_chosen(plan, figure):
    ConsultationFactory(date=dt.date(2026, 3, 3))
    assert fact(plan).by_month is None
    assert suggested_source(figure).key == "consultations"


def test_consultations_are_counted_by_months_and_their_forms(plan, figure, choose):
    for month, form, people in ((3, "group", 20), (3, "telephone", 1), (11, "group", 5)):
        ConsultationFactory(date=dt.date(2026, month, 3), form=form, participants=people)
    ConsultationFactory(date=dt.date(2025, 3, 3), form="group", participants=7)
    ConsultationFactory(date=dt.date(2026, 3, 3), form="group", participants=7, is_removed=True)
    choose(figure, "consultations")
    assert (fact(plan).within(range(3, 4)), fact(plan).within(ALL)) == (2, 3)
    assert fact(plan).percent(ALL) == 30
    choose(figure, "consultations", "people", seen=1, form=["group"])
    assert (fact(plan).within(range(1, 4)), fact(plan).within(ALL)) == (20, 25)


@pytest.mark.parametrize("months", [range(1, 4), range(11, 12), ALL])
def test_the_records_behind_add_up_to_the_fact(plan, figure, choose, months, approved, add):
    for month, form in ((2, "group"), (3, "written"), (11, "group"), (12, "online")):
        ConsultationFactory(date=dt.date(2026, month, 28), form=form, participants=3)
        PublicationFactory(published_on=dt.date(2026, month, 1))
    choose(figure, "consultations", form=["group", "online"])
    assert len(records_behind(anew(figure), months)) == fact(plan).within(months)
    choose(figure, "publications", seen=1)
    assert len(records_behind(anew(figure), months)) == fact(plan).within(months)


def test_held_rows_are_counted_by_form_on_the_day_they_were_held(
    plan, figure, choose, add, approved, methodist
):
    seminar = add("О лете", event_form="семинар", period="февраль")
    trip = add("В район", event_form="выезд", period="ежеквартально")
    approved()
    values = MarkValues("held", date=dt.date(2026, 3, 1), participants=30)
    set_mark(seminar, 2, values, methodist, seen=0)
    set_mark(trip, 3, MarkValues("held"), methodist, seen=0)
    set_mark(trip, 6, MarkValues("cancelled", reason="разлив"), methodist, seen=0)
    choose(figure, "marks", form=["семинар"])
    assert fact(plan).by_month[:4] == (0, 0, 1, 0)
    told = records_behind(anew(figure), range(3, 4))[:10]
    assert [(one.name, one.counts["people"]) for one in told] == [("О лете", 30)]
    choose(figure, "marks", seen=1)
    assert fact(plan).within(ALL) == 2
    told = records_behind(anew(figure), ALL)[:10]
    assert [one.about for one in told] == ["Семинар", "Выезд, отметка за март"]


def test_a_row_held_by_several_events_counts_each_of_them(
    plan, figure, choose, add, approved, methodist
):
    trip = add("Выезды", period="ежеквартально")
    approved()
    for number, day in ((1, 10), (2, 20)):
        when = dt.date(2026, 2, day)
        mark_from_event(trip, EventOutcome(number, "held", when, when, participants=4), methodist)
    choose(figure, "marks")
    assert fact(plan).within(ALL) == 2
    choose(figure, "marks", "people", seen=1)
    assert fact(plan).within(ALL) == 8


def test_a_figure_may_be_the_sum_of_its_parts(plan, figure, choose):
    parts = [
        plan.figures.create(name=name, number=5, parent=figure, position=2)
        for name in ("групповые", "письменные")
    ]
    ConsultationFactory(date=dt.date(2026, 3, 3), form="group", participants=2)
    ConsultationFactory(date=dt.date(2026, 4, 3), form="written")
    choose(figure, "parts", "")
    choose(parts[0], "consultations", form=["group"])
    assert fact(plan).by_month is None
    choose(parts[1], "consultations", form=["written"])
    assert [one.within(ALL) for one in facts_of(plan)] == [2, 1, 1]
    together = records_behind(anew(figure), ALL)
    assert len(together) == 2
    assert [one.day.month for one in together[0:2]] == [3, 4]
    assert [one.day.month for one in together[1:5]] == [4]


def test_records_of_many_parts_stand_part_by_part_and_take_the_same_queries(
    plan, figure, choose, methodist, client_of
):
    choose(figure, "parts", "")
    forms = iter(("group", "written", "online", "telephone", "visit", "group"))

    def add_part() -> None:
        form = next(forms)
        part = plan.figures.create(name=form, number=5, parent=figure, position=2)
        choose(part, "consultations", form=[form])
        for month in (5, 2):
            ConsultationFactory(date=dt.date(2026, month, 3), form=form, person=form)

    for source in ("publications", "visits", "events", "marks"):
        choose(plan.figures.create(name=source, number=1, parent=figure, position=1), source)
    published = PublicationFactory(published_on=dt.date(2026, 7, 1))
    url = reverse("events:figure-records", args=[figure.pk])
    assert_same_queries(client_of(methodist), url, add_part)
    told = [(one.name, one.day.month) for one in records_behind(anew(figure), ALL)[:]]
    assert told[0] == (str(published), 7)
    assert [month for _name, month in told[1:]] == [2, 5] * 3
    quarter = records_behind(anew(figure), range(1, 4))
    assert (len(quarter), [one.day.month for one in quarter[1:3]]) == (3, [2, 2])


def test_a_choice_is_checked_kept_in_history_and_taken_back(plan, figure, choose):
    for wrong in (("rain", "number"), ("consultations", "litres")):
        with pytest.raises(ValidationError):
            choose(figure, *wrong)
    with pytest.raises(ValidationError, match="уже нет"):
        choose(figure, "consultations", form=["shouting"])
    choose(figure, "consultations", form=["group"])
    with pytest.raises(actions.PlanError, match="пока Вы выбирали"):
        choose(figure, "marks")
    told = PlanChange.objects.first().after["counting"]
    assert told == "Журнал консультаций, число консультаций: форма — групповая"
    assert choose(figure, "", "", seen=1) is None
    assert not CountingRule.objects.exists()


def test_a_rule_whose_source_is_gone_counts_nothing_and_says_so(plan, figure, choose):
    rule = choose(figure, "consultations")
    CountingRule.objects.update(source="rain")
    rule.refresh_from_db()
    assert fact(plan).by_month is None
    assert "Источника больше нет" in rule_in_words(rule)


def test_the_page_of_the_choice_offers_and_saves(client_of, methodist, plan, figure):
    client = client_of(methodist)
    address = reverse("events:figure-counting", args=[figure.pk])
    html = client.get(address).content.decode()
    assert "ничего не считается, пока Вы его не сохраните" in html
    sent = {"source": "consultations", "consultations-measure": "people", "version": "0"}
    client.post(address, {**sent, "consultations-form": ["group", "online"]})
    rule = CountingRule.objects.get()
    assert (rule.measure, rule.narrowing) == ("people", {"form": ["group", "online"]})
    html = client.get(address).content.decode()
    assert html.count(" checked") == 3
    answer = client.post(address, {**sent, "consultations-form": ["group"]})
    assert "пока Вы выбирали" in answer.content.decode()


def test_every_fact_leads_to_its_records(client_of, methodist, plan, figure, choose):
    record = ConsultationFactory(date=dt.date(2026, 3, 3), form="written")
    choose(figure, "consultations")
    client = client_of(methodist)
    html = client.get(reverse("events:plan-facts", args=[plan.pk])).content.decode()
    address = f"{reverse('events:figure-records', args=[figure.pk])}?part="
    assert f'href="{address}m3"' in html
    assert f'href="{address}q1"' in html
    assert f'href="{address}m4"' not in html
    assert "Журнал консультаций, число консультаций" in html
    html = client.get(f"{address}m3").content.decode()
    assert f'href="{record.get_absolute_url()}"' in html


def test_queries_do_not_grow_with_figures(client_of, methodist, plan, choose):
    def one_more():
        row = plan.figures.create(name="Консультации", number=5, position=1)
        choose(row, "consultations")
        ConsultationFactory(date=dt.date(2026, 3, 3))

    address = reverse("events:plan-facts", args=[plan.pk])
    assert_same_queries(client_of(methodist), address, one_more, at_most=15)
