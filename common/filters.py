"""Filters shared by the lists."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.forms import BoundField
from django.http import QueryDict

from common.editing import shown_value
from common.stems import beginnings
from common.text import normalise, number_in

# A guest may send thousands of words, and each of them is looked for in every row.
MOST_WORDS = 10
# What names a row may be its full label, longer than anybody searches by.
MOST_WORDS_OF_A_NAME = 40
_LETTERS_A_WORD = 20


def words_of(text: str, most: int = MOST_WORDS) -> list[str]:
    """Return the first `most` different words of `text`, normalised; of endless ones the start."""
    return list(dict.fromkeys(normalise(text)[: most * _LETTERS_A_WORD].split()))[:most]


def matching(rows: QuerySet[Any], words: str, *keys: str, most: int = MOST_WORDS) -> QuerySet[Any]:
    """Return the rows in which every word of `words` stands in one of the normalised `keys`.

    Only the first `most` words are looked for, see `words_of`.
    """
    # All in one `filter`: each call of its own would join the tables of `keys` once more.
    return rows.filter(*(_in_any(keys, word) for word in words_of(words, most)))


def _in_any(keys: tuple[str, ...], *parts: str) -> Q:
    found = [(f"{key}__contains", part) for key in keys for part in parts]
    return Q(*found, _connector=Q.OR)


class SearchFilter(django_filters.CharFilter):
    """Words to search by in normalised `keys`; asks by htmx while the person types."""

    def __init__(self, *keys: str, **kwargs: Any) -> None:
        self.keys = keys
        super().__init__(
            label="Поиск",
            widget=forms.TextInput(
                attrs={
                    "type": "search",
                    "autocomplete": "off",
                    "hx-get": "",
                    "hx-trigger": "input changed delay:400ms",
                    "hx-include": "closest form",
                    "hx-push-url": "true",
                    "hx-sync": "closest form:replace",
                }
            ),
            **kwargs,
        )

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return matching(qs, value or "", *self.keys)


class WordFilter(SearchFilter):
    """Finds words of texts in any of their forms: «библиотеки» finds «библиотека»."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(*(_in_any(self.keys, *beginnings(word)) for word in words_of(value or "")))


class OwnFieldsFilterSet(django_filters.FilterSet):
    """A filter set that makes its form fields anew for every request.

    Each filter keeps the field it has made, on the class too once the description of the API has
    asked for it; copies of that field would hold no choices of the person who asks now.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.filters.values():
            vars(each).pop("_field", None)


class ListFilterSet(OwnFieldsFilterSet):
    """A filter set whose search field asks the list's own address.

    `defaults` hold where the address says nothing of the filter. `main` are the fields always in
    sight; the others unfold, and stand open while one of them narrows the list.
    """

    defaults: dict[str, str] = {}
    main: tuple[str, ...] = ("q",)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        data = QueryDict(mutable=True) if data is None else data.copy()
        for name, value in self.defaults.items():
            data.setdefault(name, value)
        super().__init__(data, *args, **kwargs)
        for field in self.form.fields.values():
            if "hx-get" in field.widget.attrs:
                field.widget.attrs["hx-get"] = self.request.path if self.request else ""

    @property
    def searched_words(self) -> str:
        """The words that are looked for, where they are not all that were typed."""
        typed = self.form["q"].value() or "" if "q" in self.form.fields else ""
        words = words_of(typed)
        return "" if set(words) == set(normalise(typed).split()) else " ".join(words)

    @property
    def in_words(self) -> str:
        """What narrows the list as a person reads it: «поиск — анна, состояние — работают»."""
        self.form.is_valid()  # fills in what is right; what is wrong narrows nothing
        told = [
            f"{(field.label or field.name).lower()} — {shown_value(field.field, value)}"
            for field in self.form
            if (value := self.form.cleaned_data.get(field.name)) not in (None, "")
        ]
        return ", ".join(told) or "без отбора"

    @property
    def page_in_words(self) -> str:
        """The same, and which page of the list it is."""
        page = number_in(self.data.get("page", "")) or 1
        return f"{self.in_words}, страница {page}" if page > 1 else self.in_words

    @property
    def main_fields(self) -> list[BoundField]:
        return [self.form[name] for name in self.main]

    @property
    def more_fields(self) -> list[BoundField]:
        return [field for field in self.form.visible_fields() if field.name not in self.main]

    @property
    def is_more_used(self) -> bool:
        told = ((field.name, field.value() or "") for field in self.more_fields)
        return any(value != self.defaults.get(name, "") for name, value in told)


def choice_of_rows(
    rows: type[Model] | Callable[[Any], QuerySet[Any]],
    named_by: tuple[str, ...] = (),
    **kwargs: Any,
) -> django_filters.ModelChoiceFilter:
    """Return a filter by a foreign key with «Все» on top.

    `rows` is a model, or a function of the request that gives the rows in the person's scope.
    `named_by` are the fields of a model that its words need; no others are fetched.
    """
    queryset = rows._default_manager.only(*named_by) if isinstance(rows, type) else rows
    return django_filters.ModelChoiceFilter(queryset=queryset, empty_label="Все", **kwargs)
