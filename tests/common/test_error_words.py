"""Forms refuse in the portal's own words, and name what is in the way."""

from decimal import Decimal

from django import forms
from django.http import QueryDict

from common.templatetags.widgets import is_marked_optional, styled
from libraries.forms import LibraryForm
from libraries.forms.passports import PassportForm
from libraries.models import PassportDraft
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory


class Asked(forms.Form):
    name = forms.CharField(max_length=3)
    site = forms.URLField(assume_scheme="https", required=False)
    people = forms.IntegerField(max_value=50_000_000, required=False)
    rate = forms.DecimalField(max_value=Decimal("1.5"), required=False)
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "а")])
    other = forms.ChoiceField(choices=[("", "---------"), ("a", "а")], required=False)


def told(**typed: str) -> dict[str, list[str]]:
    return dict(Asked(typed).errors)


def test_every_refusal_says_what_to_do() -> None:
    typed = {"name": "четыре", "site": "h t", "people": "50000001", "rate": "2", "kind": "б"}
    assert told(**typed) == {
        "name": ["Слишком длинно: знаков 6, а помещается 3."],
        "site": [
            "Проверьте адрес: он начинается с http:// или https://, "
            "например https://biblioteka.example."
        ],
        "people": ["Не больше 50\u202f000\u202f000."],
        "rate": ["Не больше 1,5."],
        "kind": ["Такого в списке нет. Выберите из списка."],
    }
    assert told(rate="много", people="1,5") == {
        "name": ["Заполните это поле."],
        "kind": ["Выберите из списка."],
        "people": ["Введите целое число цифрами, например 12."],
        "rate": ["Введите число, например 0,5."],
    }


def test_the_empty_choice_and_the_optional_fields_follow_one_rule() -> None:
    form = Asked()
    assert ">Выберите</option>" in styled(form["kind"])
    assert ">Не указано</option>" in styled(form["other"])
    assert [f.name for f in form if is_marked_optional(f)] == ["site", "people", "rate", "other"]
    form.fields["name"].required = form.fields["kind"].required = False
    assert not any(is_marked_optional(f) for f in form)


def test_a_taken_code_leads_to_the_library_that_has_it(db) -> None:
    holder = LibraryFactory(code="05-001", name="Клуб «А & Б»")
    form = LibraryForm({"code": "05-001", "name": "Другая"})
    assert f'<a href="{holder.get_absolute_url()}">Клуб «А &amp; Б»' in form.errors["code"][0]


def test_a_place_outside_the_territory_of_the_organisation_is_asked_about(db) -> None:
    organisation = OrganisationFactory(territory=TerritoryFactory(name="Берёзовский район"))
    elsewhere = TerritoryFactory(name="Боровинский район")
    typed = {"organisation": organisation.pk, "territory": elsewhere.pk}
    form = LibraryForm(typed)
    assert "на другой территории: Берёзовский район" in form.errors["territory"][0]
    assert "is_elsewhere" in form.groups[0][1]
    assert "territory" not in LibraryForm({**typed, "is_elsewhere": "on"}).errors
    at_home = LibraryForm({**typed, "territory": organisation.territory.pk})
    assert "territory" not in at_home.errors
    assert "is_elsewhere" not in at_home.groups[0][1]


def test_a_new_row_is_asked_for_no_reason_of_change(db) -> None:
    legends = [legend for legend, _ in LibraryForm().parts]
    assert "Об этой правке" not in legends
    legends = [legend for legend, _ in LibraryForm(instance=LibraryFactory()).parts]
    assert "Об этой правке" in legends


def test_a_passport_takes_both_coordinates_at_once_and_refuses_what_cannot_be(db) -> None:
    typed = {"latitude": "56.344058, 49.731267", "longitude": "37,1"}
    typed |= {"phone": "12", "repaired_year": "2100"}
    data = QueryDict(mutable=True)
    data.update(typed)
    form = PassportForm(data, instance=PassportDraft())
    assert set(form.errors) >= {"phone", "repaired_year"}
    assert not {"latitude", "longitude"} & set(form.errors)
    assert form.cleaned_data["longitude"] == Decimal("49.731267")
