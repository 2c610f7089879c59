"""What people send from the screens of a report."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from common.text import number_in
from statistics.actions.entry import Change
from statistics.models import Submission

MAX_CHANGES = 2000


class BadRequestBodyError(ValueError):
    """The request is not what the screen sends; the message is for whoever wrote the client."""


class ResponsibleForm(forms.ModelForm):
    """The official who answers for the report, as the form's last page asks."""

    class Meta:
        model = Submission
        fields = ["responsible_name", "responsible_post", "responsible_phone", "responsible_email"]
        labels = {
            "responsible_name": "Фамилия, имя, отчество",
            "responsible_post": "Должность",
            "responsible_phone": "Телефон",
            "responsible_email": "Электронная почта",
        }
        widgets = {
            "responsible_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "responsible_post": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "responsible_phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
            "responsible_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible_name"].required = True


def changes_of_form(data: QueryDict) -> list[Change]:
    """Return the cells that the person changed in a posted section, without scripts.

    Beside every cell the page sends what stood there when it was drawn: «version|text».
    """
    changes = []
    for key in data:
        kind, _, address = key.partition(":")
        if kind != "cell":
            continue
        version, _, seen = data.get(f"seen:{address}", "0|").partition("|")
        text = data[key].strip()
        if text != seen:
            changes.append(
                Change(
                    address,
                    text,
                    number_in(version) or 0,
                    confirmed=f"sure:{address}" in data,
                )
            )
    return changes


def versions_seen(data: QueryDict) -> dict[str, int]:
    """Return the version of every cell's answer that stood on the posted page."""
    return {
        key.removeprefix("seen:"): number_in(data[key].partition("|")[0]) or 0
        for key in data
        if key.startswith("seen:")
    }


def explanations_of_form(data: QueryDict) -> Iterator[tuple[str, str, str]]:
    """Yield (check code, fingerprint, text) of the explanations that are not empty."""
    for key in data:
        kind, _, rest = key.partition(":")
        code, _, fingerprint = rest.partition(":")
        if kind == "explain" and data[key].strip():
            yield code, fingerprint, data[key]


@dataclass(frozen=True)
class Autosave:
    """What the screen sends: the changes, the section the person looks at, the versions on it."""

    changes: list[Change]
    section: int | None
    seen: dict[str, int]


def autosave_of_json(body: bytes) -> Autosave:
    """Return what an autosave says. Raises BadRequestBodyError when it is of another shape."""
    try:
        data = json.loads(body)
        changes = [_change(item) for item in data["changes"]]
        seen = {address: _version(one) for address, one in data.get("seen", {}).items()}
        section = data.get("section")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = "Ожидался JSON: {changes: [{address, text, version}]}."
        raise BadRequestBodyError(message) from error
    if max(len(changes), len(seen)) > MAX_CHANGES or not isinstance(section, int | None):
        raise BadRequestBodyError(f"За один раз не больше {MAX_CHANGES} ячеек.")
    return Autosave(changes, section, seen)


def _change(item: dict[str, Any]) -> Change:
    return Change(
        address=str(item["address"]),
        text=str(item["text"]),
        version=_version(item["version"]),
        confirmed=item.get("confirmed") is True,
    )


def _version(told: Any) -> int:
    if isinstance(told, bool) or not isinstance(told, int):
        raise TypeError("version")
    return told
