"""Forms of the changes of the network: a form a verb, each with the day and the document."""

from typing import Any

from django import forms
from django.http import QueryDict

from common.named_rows import SeveralRowsField
from common.text import normalise
from libraries.actions import Order
from libraries.forms.days import order_fields, order_of
from libraries.forms.points import POINT, point_fields, with_pair_split
from libraries.models import Library, Organisation, Territory
from libraries.queries import opened
from libraries.queries.passports import passport_of

NEW_LIBRARIES = 4


class NetworkForm(forms.Form):
    """What a change of one library asks; `own` are the fields of the verb, put first."""

    own: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        now = {name: getattr(library, name) for name in self.own if hasattr(library, name)}
        super().__init__(*args, initial={**now, "version": library.version}, **kwargs)
        self.fields |= order_fields()
        self.library = library

    @property
    def values(self) -> dict[str, Any]:
        """What the verb is told, besides the order."""
        return {name: self.cleaned_data[name] for name in self.own}

    @property
    def order(self) -> Order:
        return order_of(self)


def _place_of(library: Library) -> str:
    return f"{library.name}, {library.locality} ({library.code})"


def _others(library: Library) -> Any:
    return opened(Library.objects.order_by("name_key")).exclude(pk=library.pk)


class RenameForm(NetworkForm):
    own = ("name", "kind")
    name = forms.CharField(label="Новое название", max_length=300)
    kind = forms.ChoiceField(label="Вид", choices=Library.Kind)


class MoveForm(NetworkForm):
    own = ("territory", "settlement", "locality", "address")
    territory = forms.ModelChoiceField(Territory.objects.all(), label="Территория")
    settlement = forms.ChoiceField(label="Тип населённого пункта", choices=Library.Settlement)
    locality = forms.CharField(label="Населённый пункт", max_length=200)
    address = forms.CharField(label="Новый адрес", max_length=300, required=False)
    same_point = forms.BooleanField(label="Точка на карте та же", required=False)

    def __init__(self, data: QueryDict | None = None, *, library: Library, **kwargs: Any) -> None:
        super().__init__(with_pair_split(data), library=library, **kwargs)
        passport = passport_of(library)
        self.old_point = passport.coordinates if passport else ""
        if not self.old_point:
            del self.fields["same_point"]
        self.fields |= point_fields()
        self.order_fields([*self.own, *POINT, "same_point"])

    def clean(self) -> None:
        latitude, longitude = (self.cleaned_data.get(name) for name in POINT)
        is_told = latitude is not None or longitude is not None
        if is_told and self.cleaned_data.get("same_point"):
            self.add_error("same_point", "Впишите новую точку или отметьте, что она та же.")
        for name in POINT:
            if is_told and self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, "Нужны обе координаты: и широта, и долгота.")

    @property
    def values(self) -> dict[str, Any]:
        if self.cleaned_data.get("same_point"):
            return super().values
        latitude, longitude = (self.cleaned_data[name] for name in POINT)
        return {**super().values, "point": None if latitude is None else (latitude, longitude)}


class TransferForm(NetworkForm):
    own = ("organisation",)
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(is_active=True),
        label="Какому учреждению",
        empty_label="Выберите",
    )


class ClosingForm(NetworkForm):
    """A library ceases: the document must be named, and the name of the library typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("order_number", "order_date"):
            self.fields[name].required = True
        self.fields["confirmed_name"] = forms.CharField(
            label="Название закрываемой библиотеки",
            max_length=300,
            help_text=f"Чтобы не закрыть другую, напишите: {self.library.name}",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def clean_confirmed_name(self) -> str:
        typed = self.cleaned_data["confirmed_name"]
        if normalise(typed) != normalise(self.library.name):
            raise forms.ValidationError(
                f"Закрывается «{self.library.name}»: напишите это название."
            )
        return typed

    @property
    def closing(self) -> list[Library]:
        """The libraries that cease, as far as they are told."""
        return [self.library]


class CloseForm(ClosingForm):
    own = ("successor",)
    successor = forms.ModelChoiceField(
        Library.objects.none(),
        label="Кому переданы читатели и фонд",
        required=False,
        empty_label="Никому",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = _others(self.library)
        self.fields["successor"].label_from_instance = _place_of


class MergeForm(ClosingForm):
    """Others of the same organisation may go into the one that stays together with this one."""

    own = ("successor", "others")
    successor = forms.ModelChoiceField(
        Library.objects.none(), label="К какой библиотеке присоединяют", empty_label="Выберите"
    )
    others = SeveralRowsField(
        Library.objects.none(),
        label="Вместе с ней присоединяют",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = _others(self.library)
        self.fields["successor"].queryset = others
        self.fields["others"].queryset = others.filter(organisation=self.library.organisation_id)
        for name in self.own:
            self.fields[name].label_from_instance = _place_of

    @property
    def closing(self) -> list[Library]:
        others = self.cleaned_data.get("others", []) if self.is_bound and self.is_valid() else []
        return [self.library, *others]


class SplitForm(NetworkForm):
    """Asks for the new libraries, row by row; empty rows are left out."""

    closes = forms.BooleanField(label="Прежняя библиотека закрывается", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, NEW_LIBRARIES + 1):
            self.fields |= self._row(number)

    def _row(self, number: int) -> dict[str, forms.Field]:
        told = {"required": False}
        return {
            f"code_{number}": forms.CharField(label="Код", max_length=20, **told),
            f"name_{number}": forms.CharField(label="Название", max_length=300, **told),
            f"locality_{number}": forms.CharField(
                label="Населённый пункт",
                max_length=200,
                initial=self.library.locality,
                **told,
            ),
            f"address_{number}": forms.CharField(label="Адрес", max_length=300, **told),
        }

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        names = ("code", "name", "locality", "address")
        return [
            [self[f"{name}_{number}"] for name in names] for number in range(1, NEW_LIBRARIES + 1)
        ]

    def clean(self) -> None:
        for number in range(1, NEW_LIBRARIES + 1):
            code, name = (self.cleaned_data.get(f"{each}_{number}") for each in ("code", "name"))
            if bool(code) != bool(name):
                absent = f"name_{number}" if code else f"code_{number}"
                self.add_error(absent, "Новой библиотеке нужны и код, и название.")

    @property
    def values(self) -> dict[str, Any]:
        new = [
            {field.name.rpartition("_")[0]: self.cleaned_data[field.name] for field in row}
            for row in self.rows
        ]
        filled = [
            {name: value for name, value in each.items() if value or name == "address"}
            for each in new
            if each["code"]
        ]
        return {"new": filled, "closes": self.cleaned_data["closes"]}


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="Почему отменяете",
        max_length=200,
        help_text="Например: «записано по ошибке», «постановление отменено».",
    )
