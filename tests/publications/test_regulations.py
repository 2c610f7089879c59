"""Regulatory documents: what is in force, what took whose place."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.editing import StaleObjectError
from publications.models import Regulation
from publications.regulations import actions
from publications.regulations.forms import RegulationForm
from publications.regulations.queries import of_standing
from tests.factories import RegulationFactory
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
LIST = "/regulations/"
Standing = Regulation.Standing
SINCE, UNTIL = dt.date(2020, 2, 1), dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (dt.date(2020, 1, 31), Standing.AHEAD),
        (SINCE, Standing.IN_FORCE),
        (dt.date(2023, 12, 31), Standing.IN_FORCE),
        (UNTIL, Standing.LAPSED),
    ],
)
def test_document_and_filter_agree_on_what_is_in_force(day, standing):
    document = RegulationFactory(in_force_since=SINCE, in_force_until=UNTIL)
    assert document.standing_on(day) == standing
    for each in Standing:
        assert of_standing(Regulation.objects.all(), each, day).exists() == (each == standing)


def test_names_are_those_people_use():
    law = RegulationFactory(kind="law", number="78-ФЗ", date=dt.date(1994, 12, 29))
    standard = RegulationFactory(kind="standard", number="Р 7.0.100–2018")
    assert str(law) == "Закон от 29.12.1994 № 78-ФЗ"
    assert str(standard) == "ГОСТ Р 7.0.100–2018"
    assert str(RegulationFactory(number="", date=dt.date(2020, 1, 10))) == "Приказ от 10.01.2020"


def test_lapsed_document_says_so_in_words_and_leads_to_its_successor(client):
    new = RegulationFactory(title="Новые правила")
    old = RegulationFactory(title="Старые правила", in_force_until=UNTIL, replaced_by=new)
    page = client.get(old.get_absolute_url()).content.decode()
    assert "утратил силу" in page and new.get_absolute_url() in page
    assert old.get_absolute_url() in client.get(new.get_absolute_url()).content.decode()
    listed = client.get(LIST, {"standing": "lapsed"}).content.decode()
    assert "Старые правила" in listed and "Новые правила" not in listed
    everything = client.get(LIST).content.decode()
    assert everything.index("Новые правила") < everything.index("Старые правила")


@pytest.mark.parametrize(
    "values",
    [
        {"in_force_until": dt.date(2020, 2, 1)},
        {"in_force_since": dt.date(2019, 12, 31)},
    ],
)
def test_impossible_dates_are_refused(values, methodist):
    document = RegulationFactory()
    with pytest.raises(ValidationError):
        actions.change_regulation(document.pk, values, version=1, by=methodist)


def test_form_finds_the_successor_by_its_number_and_by_its_full_name():
    new = RegulationFactory(kind="law", number="131-ФЗ", date=dt.date(2003, 10, 6))
    old = RegulationFactory()
    for typed in ("131-фз", new.full_name):
        form = RegulationForm({"replaced_by": typed}, instance=old)
        form.is_valid()
        assert form.cleaned_data["replaced_by"] == new


def test_two_people_do_not_overwrite_each_other(methodist, head):
    document = RegulationFactory()
    actions.change_regulation(document.pk, {"number": "5"}, version=1, by=methodist)
    with pytest.raises(StaleObjectError):
        actions.change_regulation(document.pk, {"number": "6"}, version=1, by=head)
    assert document.history.first().history_user == methodist


def test_removed_document_leaves_its_history_and_frees_those_it_replaced(methodist):
    new = RegulationFactory()
    old = RegulationFactory(replaced_by=new)
    actions.remove_regulation(new.pk, by=methodist)
    old.refresh_from_db()
    assert old.replaced_by is None
    assert Regulation.history.filter(id=new.pk, history_type="-").get().history_user == methodist


def test_document_without_a_file_has_nothing_to_download(client):
    document = RegulationFactory()
    assert client.get(reverse("regulations:download", args=[document.pk])).status_code == 404


def test_queries_of_the_list_do_not_grow(client_of, methodist):
    assert_same_queries(client_of(methodist), LIST, RegulationFactory, at_most=15)
