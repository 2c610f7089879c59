"""The form of the summary builder: it reads an address and shows what else may be chosen."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from common.russian import plural
from common.text import lowered, number_in
from libraries.models import Library
from statistics.builder.asked import Query
from statistics.builder.build import BASES, BESIDE, MOST_YEARS, Build, BuildError, build_of
from statistics.builder.grounds import Grounds
from statistics.builder.pictures import KINDS
from statistics.summaries.choice import ALL_GROUPINGS, STATES

_BETWEEN = re.compile(r"[\s,;]+")
_LONGEST_CELLS = 400


class _Choices(forms.ChoiceField):
    """A choice of one by its code; a code that is none says so in words."""

    default_error_messages = {"invalid_choice": "Такого здесь нет: «%(value)s»."}


class _Row(_Choices):
    """A row of the database by its number, None for all of them."""

    def clean(self, value: Any) -> int | None:
        return number_in(super().clean(value))


class BuilderForm(forms.Form):
    """Everything that an address can ask for; `build` is the table, once the form is valid."""

    form = forms.CharField(widget=forms.HiddenInput, required=False)
    part = forms.CharField(widget=forms.HiddenInput, required=False)
    rows = _Choices(label="В строках", choices=list(ALL_GROUPINGS.items()))
    year = _Choices(label="Год")
    years = _Choices(label="Сколько лет")
    base = _Choices(label="Сравнивать", choices=list(BASES.items()))
    what = forms.MultipleChoiceField(
        label="Показатели",
        required=False,
        error_messages={"invalid_choice": "Показателя «%(value)s» нет."},
        widget=forms.CheckboxSelectMultiple,
    )
    cells = forms.CharField(
        label="Ячейки формы",
        required=False,
        max_length=_LONGEST_CELLS,
        help_text="Адреса через пробел: раздел, строка, графа. Например, 4.12.2 5.17.3",
    )
    show = forms.MultipleChoiceField(
        label="Рядом с числами",
        choices=list(BESIDE.items()),
        required=False,
        error_messages={"invalid_choice": "Такой графы нет: «%(value)s»."},
        widget=forms.CheckboxSelectMultiple,
    )
    territory = _Row(label="Территория", required=False)
    organisation = _Row(label="Учреждение", required=False)
    kind = _Choices(
        label="Вид библиотек", required=False, choices=[("", "все"), *Library.Kind.choices]
    )
    settlement = _Choices(
        label="Населённый пункт", required=False, choices=[("", "все"), *Library.Settlement.choices]
    )
    model = _Choices(
        label="Модельные",
        required=False,
        choices=[("", "все библиотеки"), ("yes", "только модельные"), ("no", "без модельных")],
    )
    states = _Choices(label="Отчёты", choices=list(STATES.items()))
    same = forms.BooleanField(label="Только отчитавшиеся во все эти годы", required=False)
    picture = _Choices(label="Картинка", required=False, choices=[("", "нет"), *KINDS.items()])
    of = _Choices(label="Какого показателя", required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, query: Query, grounds: Grounds) -> None:
        super().__init__(query.data)
        self.query, self.grounds = query, grounds
        self.build: Build | None = None
        self._offer(grounds)
        if not query.get("year"):
            self.data["year"] = str(grounds.campaign.year)

    def _offer(self, grounds: Grounds) -> None:
        regions = grounds.regions
        within = {pk: name for pk, name in grounds.territories.items() if pk not in regions}
        offered = {
            "year": [(str(one.year), str(one.year)) for one in grounds.campaigns],
            "years": [(str(number), _years(number)) for number in range(1, MOST_YEARS + 1)],
            "what": [(code, one.title) for code, one in grounds.indicators.items()],
            "of": [("", "первого в таблице")]
            + [(code, one.title) for code, one in grounds.indicators.items()],
            "rows": [
                (by, words) for by, words in ALL_GROUPINGS.items() if by != "region" or regions
            ],
            "territory": [("", "все"), *regions.items(), *within.items()],
            "organisation": [("", "все"), *grounds.organisations.items()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices

    def clean_years(self) -> int:
        return int(self.cleaned_data["years"])

    def clean_cells(self) -> list[str]:
        return [one for one in _BETWEEN.split(self.cleaned_data["cells"]) if one]

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        labels = {name: dict(self.fields[name].choices) for name in ("kind", "settlement")}
        told = self.cleaned_data
        told["labels"] = {name: known[told[name]] for name, known in labels.items()}
        try:
            self.build = build_of(self.query, told, self.grounds)
        except BuildError as error:
            self.add_error(error.field, str(error))

    @property
    def less_faults(self) -> Query:
        """The wishes without what cannot be; of several choices the wrong ones alone are left out.

        An address that a person has typed or kept may ask for what is not there any more.
        """
        return Query.of(
            (name, value)
            for name, value in self.query.told
            if name not in self.errors or self._is_offered(name, value)
        )

    def _is_offered(self, name: str, value: str) -> bool:
        choices = getattr(self.fields[name], "choices", ())
        return value in {str(offered) for offered, _ in choices}

    @property
    def faults(self) -> list[str]:
        """What is wrong, each with the name of its field: «Сколько лет: такого здесь нет: „99“»."""
        return [
            f"{self[name].label}: {lowered(str(one))}"
            for name, told in self.errors.items()
            for one in told
        ]

    @property
    def picture_measure(self) -> str:
        """The measure to draw: the one asked for if it is in the table, else the first."""
        codes = [one.code for one in self.build.measures]
        asked = self.cleaned_data["of"]
        return asked if asked in codes else codes[0]

    def measure_groups(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield the boxes of the indicators by what they are, with their legends."""
        boxes = list(self["what"])
        ratio = {code: one.is_ratio for code, one in self.grounds.indicators.items()}
        for legend, is_ratio in (("Числа", False), ("Относительные показатели", True)):
            chosen = [box for box in boxes if ratio[str(box.data["value"])] == is_ratio]
            if chosen:
                yield legend, chosen

    def fields_named(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def shape(self) -> list[forms.BoundField]:
        return self.fields_named("rows", "year", "years", "base")

    @property
    def narrowing(self) -> list[forms.BoundField]:
        names = ("territory", "organisation", "kind", "settlement", "model", "states")
        return self.fields_named(*names)

    @property
    def drawing(self) -> list[forms.BoundField]:
        return self.fields_named("picture", "of")


def _years(number: int) -> str:
    return f"{number} {plural(number, 'год', 'года', 'лет')}"
