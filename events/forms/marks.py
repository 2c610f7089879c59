"""Forms of marks of fulfilment and of the rules by which facts are counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from common.planned import PARTS, Attribute, FactSource
from events.actions.counting import CountingChoice
from events.actions.marks import MarkValues
from events.actions.marks.by_hand import CHOOSE
from events.fulfilment.facts import PARTS_TITLE
from events.fulfilment.lines import Line
from events.fulfilment.month import day_of
from events.fulfilment.parts import CODES
from events.models import CountingRule, ItemMark, PlannedFigure
from events.models.marks import MOST_PEOPLE
from libraries.forms import DayInput

_State = ItemMark.State


class MarkForm(forms.Form):
    """What became of one row: the fields of the state that is chosen, and the version seen."""

    state = forms.ChoiceField(label="Отметка", choices=_State.choices, widget=forms.RadioSelect)
    date = forms.DateField(label="Когда проведено", required=False, widget=DayInput)
    participants = forms.IntegerField(
        label="Участников", required=False, min_value=0, max_value=MOST_PEOPLE
    )
    moved_to = forms.DateField(label="На какое число", required=False, widget=DayInput)
    reason = forms.CharField(label="Причина", required=False, max_length=500)
    note = forms.CharField(label="Примечание", required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, line: Line, data: Any = None, *, today: dt.date) -> None:
        name = f"mark-{line.item.pk}-{line.due.month}"
        initial = _offered(line, today)
        super().__init__(data, auto_id=f"{name}-%s", initial=initial, use_required_attribute=False)
        self.fields["state"].error_messages["required"] = CHOOSE
        self.fields["participants"].widget.attrs["inputmode"] = "numeric"
        self.fields["state"].widget.attrs["class"] = "form-check-input"

    @property
    def values(self) -> MarkValues:
        told = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return MarkValues(**told)

    def seeing(self, mark: ItemMark | None) -> None:
        """Let the form be sent again by a person who now sees what stands there."""
        self.data = self.data.copy()
        self.data["version"] = str(mark.version if mark else 0)


def _told_by(mark: ItemMark) -> dict[str, Any]:
    names = ("state", "date", "participants", "moved_to", "reason", "note", "version")
    return {name: getattr(mark, name) for name in names}


def _offered(line: Line, today: dt.date) -> dict[str, Any]:
    """Offer «проведено», on the day of the plan, where that is over."""
    told = _told_by(line.mark) if line.mark else {"version": 0}
    day = day_of(line)
    is_over = day <= today if day else not line.is_ahead(today)
    if is_over and line.awaits:
        return {**told, "state": _State.HELD, "date": day, "reason": ""}
    return told


class PartForm(forms.Form):
    """Of which part of the year to report."""

    part = forms.ChoiceField(label="За какое время", choices=list(CODES.items()))


NOTHING = ""


class CountingForm(forms.Form):
    """From which records the fact of a figure is counted: a source, its measure, its values.

    The fields of every source stand on the page; those of the chosen one are read.
    """

    source = forms.ChoiceField(label="Откуда брать факты", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        figure: PlannedFigure,
        sources: Mapping[FactSource, Sequence[Attribute]],
        data: Any = None,
        *,
        rule: CountingRule | None = None,
        offered: FactSource | None = None,
    ) -> None:
        chosen = rule.source if rule else (offered.key if offered else NOTHING)
        initial = {"source": chosen, "version": rule.version if rule else 0}
        super().__init__(data, initial=initial)
        self.sources = sources
        has_parts = figure.parent_id is None and figure.parts.exists()
        self.fields["source"].choices = [
            *([(PARTS, PARTS_TITLE)] if has_parts else []),
            *((source.key, source.title) for source in sources),
            (NOTHING, "Не считать"),
        ]
        for source, attributes in sources.items():
            self._add_fields(source, attributes, rule if chosen == source.key else None)

    def _add_fields(
        self, source: FactSource, attributes: Sequence[Attribute], rule: CountingRule | None
    ) -> None:
        self.fields[f"{source.key}-measure"] = forms.ChoiceField(
            label="Что считать",
            choices=list(source.measures.items()),
            initial=rule.measure if rule else next(iter(source.measures)),
            required=False,
        )
        for attribute in attributes:
            self.fields[f"{source.key}-{attribute.key}"] = forms.MultipleChoiceField(
                label=attribute.title,
                choices=attribute.choices,
                initial=rule.narrowing.get(attribute.key, []) if rule else [],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def choice(self) -> CountingChoice:
        """What was chosen, of the chosen source only."""
        key = self.cleaned_data["source"]
        source = next((one for one in self.sources if one.key == key), None)
        if source is None:
            return CountingChoice(key)
        told = self.cleaned_data
        narrowing = {one.key: told[f"{key}-{one.key}"] for one in self.sources[source]}
        return CountingChoice(key, told[f"{key}-measure"], narrowing)

    def parts(self) -> list[dict[str, Any]]:
        """Return each choice of a source with the fields that belong to it, for the page."""
        chosen = self["source"].value()
        return [
            {
                "key": key,
                "title": title,
                "is_chosen": key == chosen,
                "fields": [self[name] for name in self.fields if name.startswith(f"{key}-")]
                if key
                else [],
            }
            for key, title in self.fields["source"].choices
        ]
