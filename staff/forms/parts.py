"""What the forms of the staff are put together from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model

from libraries.forms import DayInput, LibraryField
from libraries.queries import opened
from staff.models import Education, Employee, Employment, PostGroup
from staff.posts import group_of_post
from staff.rules import employing_libraries_of

DAYS = {name: DayInput() for name in ("since", "until", "opened_on", "closed_on")}
PERSON = (
    "last_name",
    "first_name",
    "patronymic",
    "born",
    "works_since",
    "work_break",
    "in_libraries_since",
    "library_break",
)
WORK = ("library", "post", "post_group", "rate", "kind", "is_substitute", "since", "order")
EDUCATION = ("level", "is_library", "institution", "speciality", "finished")
GUESS = ("", "определить по должности")


class PlainForm(forms.Form):
    """A form of an act, in parts like those of rows: `groups` are (legend, names of fields)."""

    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(legend, [self[name] for name in names]) for legend, names in self.groups]

    def chosen(self, names: tuple[str, ...]) -> dict[str, Any]:
        """Return the cleaned values of these fields."""
        return {name: self.cleaned_data[name] for name in names}

    def check_row(self, model: type[Any], names: tuple[str, ...], **known: Any) -> Any:
        """Put what the model would refuse beside the fields, all at once; return the row."""
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        row = model(**known, **told)
        passed = {field.name for field in model._meta.fields} - set(told)
        for check in (lambda: row.clean_fields(exclude=passed), row.clean):
            try:
                check()
            except ValidationError as error:
                self.tell(error)
        return row

    def tell(self, error: ValidationError) -> None:
        """Put what an action refused beside the fields it speaks of."""
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in named.items():
            self.add_error(name if name in self.fields else None, messages)


class RateField(forms.DecimalField):
    """A rate, typed with a comma or a point: a field of numbers takes no comma in some browsers."""

    def __init__(self, **kwargs: Any) -> None:
        told = kwargs.pop("help_text", "") or "Например: 1 или 0,5."
        super().__init__(**{"localize": True, "help_text": told, **kwargs})
        self.widget.attrs["inputmode"] = "decimal"


class PostGroupField(forms.ChoiceField):
    """The group of a post; left alone, the words of the post decide (`clean_group`)."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [GUESS, *PostGroup.choices]
        super().__init__(**{"choices": choices, "required": False, **kwargs})


def clean_group(form: Any) -> str:
    """Return the group typed, or guessed from the post."""
    return form.cleaned_data["post_group"] or group_of_post(form.cleaned_data.get("post", ""))


def library_field(user: Any, with_closed: bool = False) -> LibraryField:
    """Return the choice among the working libraries whose staff the person keeps."""
    libraries = employing_libraries_of(user).order_by("name_key", "code")
    return LibraryField(libraries if with_closed else opened(libraries))


def person_fields() -> dict[str, forms.Field]:
    return fields_for_model(Employee, fields=PERSON)


def work_fields(user: Any) -> dict[str, forms.Field]:
    """Return the fields of a work, with the libraries of the person who fills them in."""
    fields = fields_for_model(
        Employment, fields=WORK, widgets=DAYS, field_classes={"rate": RateField}
    )
    return {
        **fields,
        "library": library_field(user),
        "post_group": PostGroupField(label="Группа должностей"),
    }


def education_fields() -> dict[str, forms.Field]:
    return fields_for_model(Education, fields=EDUCATION)
