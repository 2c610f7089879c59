"""Forms of amendments: on what grounds, what becomes of the heading, sections, rows and figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from events.actions.amended.sketch import Kept, Sketch, number_of
from events.actions.amendments import FigureChange, Spot
from events.forms.editing import ItemForm, SettingsForm
from events.models import AmendmentRow, Plan, PlannedFigure, PlanSection

_INDENT = "— "
_FIRST, _AFTER, _INSIDE = "first", "after", "in"
_ROW = re.compile(r"(row-\d+)-base")


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class GroundsForm(forms.Form):
    grounds = forms.CharField(
        label="Основание",
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        required=False,
        help_text="Почему план меняется: письмо, приказ, решение. Печатается среди редакций.",
    )


class AmendedHeadingForm(SettingsForm):
    """The heading as it will be."""

    version = _version()


class AmendedItemForm(ItemForm):
    """All fields of a row as it will be; it may go to any section that the amended plan has."""

    version = _version()

    def __init__(self, plan: Plan, sketch: Sketch, *args: Any, **kwargs: Any) -> None:
        super().__init__(plan, *args, **kwargs)
        self.fields["section"].choices = [("", "без раздела"), *_sections_of(sketch)]

    @property
    def spot(self) -> Spot:
        key = self.cleaned_data["section"]
        return Spot(int(key) if key else None)


def _sections_of(sketch: Sketch) -> list[tuple[str, str]]:
    """Return the sections of the amended plan by their numbers, inner ones indented."""
    depths: dict[int | None, int] = {None: -1}
    choices = []
    for key, parent in sketch.outline.order():
        depths[key] = depths[parent] + 1
        choices.append((str(key), f"{_INDENT * depths[key]}{sketch.sections[key]['title']}"))
    return choices


class AmendedSectionForm(forms.ModelForm):
    """A section as it will be, and where it will stand; a standing one may stay where it is."""

    place = forms.ChoiceField(label="Где стоит")
    version = _version()

    class Meta:
        model = PlanSection
        fields = ["title", "kind"]

    def __init__(
        self, sketch: Sketch, *args: Any, row: AmendmentRow | None, key: int | None, **kwargs: Any
    ) -> None:
        """Take the plan as the rest of the amendment makes it; `key` is of a standing section."""
        super().__init__(*args, **kwargs)
        self._sketch = sketch
        self.fields["version"].initial = row.version if row else 0
        choices = list(_places_of(sketch, key))
        self.fields["place"].choices = [("", "там же, где сейчас"), *choices] if key else choices
        self.fields["place"].required = key is None
        self.fields["place"].initial = _chosen(row) if row and row.place else self._usual(key)

    def _usual(self, key: int | None) -> str:
        """Return the place offered: where a section stands, or after all others."""
        order = [one for one, parent in self._sketch.outline.order() if parent is None]
        return "" if key else f"{_AFTER}:{order[-1]}" if order else _FIRST

    @property
    def spot(self) -> Spot | None:
        """Where the section will stand; None where it stays."""
        where, _, key = self.cleaned_data["place"].partition(":")
        if where == _AFTER:
            return Spot(self._sketch.outline.parents[int(key)], int(key))
        if where == _INSIDE:
            return Spot(int(key))
        return Spot() if where == _FIRST else None


def _places_of(sketch: Sketch, key: int | None) -> Sequence[tuple[str, str]]:
    """Return the places between the sections, but those inside the section itself."""
    places = [(_FIRST, "первым среди разделов")]
    for number, title in _sections_of(sketch):
        if key is not None and sketch.outline.is_inside(int(number), key):
            continue
        indent, name = _INDENT * title.count(_INDENT), title.replace(_INDENT, "")
        places += [
            (f"{_AFTER}:{number}", f"{indent}после раздела «{name}»"),
            (f"{_INSIDE}:{number}", f"{indent}{_INDENT}внутри раздела «{name}»"),
        ]
    return places


def _chosen(row: AmendmentRow) -> str:
    if row.place["after"]:
        return f"{_AFTER}:{row.place['after']}"
    return f"{_INSIDE}:{row.place['section']}" if row.place["section"] else _FIRST


@dataclass(frozen=True)
class FigureLine:
    """The fields of one figure; `present` is what the plan says, empty of a new one."""

    name: forms.BoundField
    number: forms.BoundField
    removed: forms.BoundField
    hidden: tuple[forms.BoundField, forms.BoundField]
    present: str = ""
    is_part: bool = False


class FiguresForm(forms.Form):
    """The planned figures as they will be, and one more.

    Each is sent with what stood there when the page was opened: what a person has not touched
    says nothing, whoever has written it meanwhile.
    """

    new_name = forms.CharField(label="Новый показатель", max_length=300, required=False)
    new_number = forms.IntegerField(
        label="На год", min_value=0, max_value=2_000_000_000, required=False
    )
    new_parent = forms.ChoiceField(label="Часть показателя", required=False)

    def __init__(
        self,
        figures: Sequence[PlannedFigure],
        rows: Sequence[AmendmentRow],
        coming: Sequence[Kept],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Take the figures of the plan, what is written of them, and those of the amended plan."""
        super().__init__(*args, **kwargs)
        self._by_figure = {row.figure_id: row for row in rows if row.figure_id}
        known = {f"figure-{figure.pk}": figure for figure in figures}
        self._figures = {name: figure for name, figure in known.items() if self._was_shown(name)}
        added = {f"row-{row.pk}": row for row in rows if row.act == AmendmentRow.Act.ADD}
        self._rows = {name: row for name, row in added.items() if self._was_shown(name)}
        for name, figure in self._figures.items():
            self._add(name, self._by_figure.get(figure.pk), _told_by(figure))
        for name, row in self._rows.items():
            self._add(name, row, row.texts)
        whole = [(str(one["id"]), one["name"]) for one in coming if one["parent_id"] is None]
        self.fields["new_parent"].choices = [("", "сам по себе"), *whole]

    def _was_shown(self, name: str) -> bool:
        """Return whether a figure stood on the page that is sent back."""
        return not self.is_bound or f"{name}-base" in self.data

    def _add(self, name: str, row: AmendmentRow | None, present: Mapping[str, str]) -> None:
        told = {**present, **(row.texts if row else {})}
        removed = row is not None and row.act == AmendmentRow.Act.REMOVE
        version = row.version if row else 0
        fields = {
            "name": forms.CharField(label="Показатель", max_length=300, required=False),
            "number": forms.IntegerField(label="На год", min_value=0, max_value=2_000_000_000),
            "removed": forms.BooleanField(label="Исключить", required=False),
            "version": _version(),
            "base": forms.CharField(widget=forms.HiddenInput, required=False),
        }
        base = _base(told["name"], int(told["number"]), removed)
        initial = {**told, "removed": removed, "version": version, "base": base}
        for part, field in fields.items():
            field.initial = initial[part]
            self.fields[f"{name}-{part}"] = field

    def lines(self) -> list[FigureLine]:
        """Return the fields of each figure, followed by those of its parts."""
        told = [(one.pk, one.parent_id, name, str(one)) for name, one in self._figures.items()]
        told += [
            (number_of(row), row.place["parent"], name, "") for name, row in self._rows.items()
        ]
        wholes = {key for key, parent, *_ in told if parent is None}
        groups: dict[int, list[FigureLine]] = {}
        for key, parent, name, present in told:
            is_part = parent in wholes
            line = self._line(name, present, is_part=is_part)
            groups.setdefault(parent if is_part else key, []).append(line)
        return [line for group in groups.values() for line in group]

    def _line(self, name: str, present: str, *, is_part: bool) -> FigureLine:
        parts = {part: self[f"{name}-{part}"] for part in ("name", "number", "removed")}
        hidden = (self[f"{name}-version"], self[f"{name}-base"])
        return FigureLine(**parts, hidden=hidden, present=present, is_part=is_part)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("new_name") and told.get("new_number") is None:
            self.add_error("new_number", "Напишите, сколько запланировано на год.")
        elif told.get("new_number") is not None and not told.get("new_name"):
            self.add_error("new_name", "Напишите, что запланировано.")
        for words in self._lost():
            self.add_error(
                None,
                f"Новый показатель «{words}», который Вы правили, убрали из изменения. "
                "Если он нужен, впишите его заново.",
            )
        return told

    def _lost(self) -> list[str]:
        """Return what was typed for new figures that somebody has left out meanwhile."""
        shown = (_ROW.fullmatch(name) for name in self.data)
        names = [found[1] for found in shown if found and found[1] not in self._rows]
        typed = [
            (f"{self.data.get(f'{name}-name')}: {self.data.get(f'{name}-number')}", name)
            for name in names
        ]
        return [words for words, name in typed if words != self.data[f"{name}-base"]]

    def changes(self) -> list[FigureChange]:
        """Return what was touched: figures with what they become, and the new one."""
        touched = [name for name in (*self._figures, *self._rows) if self._is_touched(name)]
        changes = [self._change(name) for name in touched]
        told = self.cleaned_data
        if told["new_name"]:
            parent = int(told["new_parent"]) if told["new_parent"] else None
            changes.append(FigureChange(told["new_name"], told["new_number"], parent=parent))
        return changes

    def _is_touched(self, name: str) -> bool:
        told = [self.cleaned_data[f"{name}-{part}"] for part in ("name", "number", "removed")]
        return _base(*told) != self.cleaned_data[f"{name}-base"]

    def _change(self, name: str) -> FigureChange:
        told = self.cleaned_data
        return FigureChange(
            told[f"{name}-name"],
            told[f"{name}-number"],
            figure=self._figures.get(name),
            row=self._rows.get(name),
            version=told[f"{name}-version"],
            is_removed=told[f"{name}-removed"],
        )


def _told_by(figure: PlannedFigure) -> dict[str, str]:
    return {"name": figure.name, "number": str(figure.number)}


def _base(name: str, number: int, removed: bool) -> str:
    return f"{'−' if removed else ''}{name}: {number}"
