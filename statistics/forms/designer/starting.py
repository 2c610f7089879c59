"""Forms that begin a draft, tell of it as a whole, and bring it into force."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from common.uploads import MEGABYTE
from statistics.designer.files import LARGEST_FILE
from statistics.designer.naming import code_of, title_of_edition
from statistics.forms.designer.fields import (
    DraftForm,
    LinesField,
    TitleField,
    is_code,
    unit_fields,
    year_field,
)
from statistics.models import Edition
from statistics.queries.drafts import Carried, form_codes_taken

_LAST_YEAR = "Пусто — пока не заменят."


class EditionFields(forms.Form):
    """The years of an edition and its code, which must tell it from the others of its form."""

    year_from = year_field("Действует с отчётного года")
    year_to = year_field("Действует по год", required=False, help_text=_LAST_YEAR)
    edition = forms.CharField(
        label="Код редакции",
        max_length=40,
        required=False,
        validators=[is_code],
        help_text="Обычно год. Пусто — портал возьмёт первый год.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _see_years(self)
        if "edition" in cleaned:
            cleaned["edition"] = cleaned["edition"] or str(cleaned.get("year_from", ""))
        return cleaned


class BlankForm(EditionFields):
    """A new form: its name, years, and the lines of its first section."""

    form_title = TitleField(label="Название формы", max_length=300)
    form = forms.CharField(
        label="Код формы",
        max_length=40,
        required=False,
        validators=[is_code],
        help_text="Имя для адресов и файлов, латинскими буквами. Пусто — портал придумает сам.",
    )
    section = TitleField(label="Название первого раздела")
    rows = LinesField(
        rows=8,
        label="Строки",
        help_text="По одной на строке. Можно вставить столбец из Word или Excel.",
    )
    columns = LinesField(label="Графы", help_text="Тоже по одной на строке.")
    field_order = [
        "form_title", "year_from", "section", "unit", "rows", "columns", "okei", "year_to",
        "edition", "form",
    ]  # fmt: skip
    main = ("form_title", "year_from", "section", "rows", "columns", "unit")
    other = ("okei", "year_to", "edition", "form")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= unit_fields()

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """What seldom needs to be told."""
        return [self[name] for name in self.other]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "form" in cleaned and not cleaned["form"]:
            cleaned["form"] = _free_code(code_of(cleaned.get("form_title", "")) or "form")
        return cleaned

    @property
    def title_data(self) -> dict[str, Any]:
        """What the definition says of the edition as a whole, of a valid form."""
        data = self.cleaned_data
        return {
            "form": data["form"],
            "form_title": data["form_title"],
            "edition": data["edition"],
            "title": title_of_edition(data["form_title"], data["year_from"]),
            "year_from": data["year_from"],
            "year_to": data["year_to"],
        }

    @property
    def section_data(self) -> Mapping[str, Any]:
        data = self.cleaned_data
        return {"title": data["section"], "unit": data["unit"], "okei": data["okei"]}


class CloneForm(EditionFields):
    """The next edition of a form: its name and years."""

    title = TitleField(label="Название редакции", max_length=300)
    field_order = ["title", "year_from", "year_to", "edition"]

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = edition.form

    def clean_edition(self) -> str:
        code = self.cleaned_data["edition"]
        if code and self.of.editions.filter(code=code).exists():
            raise forms.ValidationError(f"Редакция с кодом «{code}» у этой формы уже есть.")
        return code


class UploadForm(forms.Form):
    """A file with the description of an edition."""

    file = forms.FileField(
        label="Файл с описанием формы",
        max_length=200,
        help_text=f"YAML, до {LARGEST_FILE // 1000} КБ: скачанный с портала или написанный по "
        "«Описанию форм».",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MEGABYTE:
            raise forms.ValidationError("Файл слишком большой для описания формы.")
        return file


class WholeForm(DraftForm):
    """What a draft says of the edition as a whole."""

    form_title = TitleField(label="Название формы", max_length=300)
    title = TitleField(label="Название редакции", max_length=300)
    edition = forms.CharField(label="Код редакции", max_length=40, validators=[is_code])
    year_from = year_field("Действует с отчётного года")
    year_to = year_field("Действует по год", required=False, help_text=_LAST_YEAR)
    order = TitleField(
        label="Кем и когда утверждена", required=False, max_length=300,
        help_text="Например: Приказ от 01.12.2025 № 15.",
    )  # fmt: skip
    okud = forms.CharField(label="Код ОКУД", required=False, max_length=10)
    follows = forms.ChoiceField(
        label="Продолжает редакцию",
        required=False,
        help_text="Из неё берутся прошлогодние числа: ячейки, которые остались или сменили номер "
        "в черновике, портал узнаёт сам.",
    )
    title_page = LinesField(
        label="Поля титульного листа", help_text="По одному на строке: что спросить об организации."
    )
    signature = LinesField(label="Кто подписывает", help_text="По одному полю на строке.")

    def __init__(self, *args: Any, editions: Mapping[str, str], **kwargs: Any) -> None:
        """`editions` are those of the same form that may be continued: titles by code."""
        super().__init__(*args, **kwargs)
        now = self.initial.get("follows") or ""
        known = {now: f"«{now}», на портале её нет"} if now else {}
        choices = {"": "никакую: прошлого года у формы нет", **known, **editions}
        self.fields["follows"].choices = list(choices.items())
        if len(choices) == 1:
            del self.fields["follows"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _see_years(self)
        if cleaned.get("follows") and cleaned["follows"] == cleaned.get("edition"):
            self.add_error("follows", "Редакция не может продолжать саму себя.")
        return cleaned


class PublishForm(DraftForm):
    """What else is done when a draft comes into force."""

    ends_former = forms.BooleanField(required=False, initial=True)
    carried = forms.MultipleChoiceField(
        label="Продолжить показатели в новой редакции",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Тогда ряд за несколько лет не прервётся.",
    )

    def __init__(
        self,
        *args: Any,
        former: Edition | None,
        year_from: int,
        indicators: Iterable[Carried],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        going_on = [one for one in indicators if one.now]
        self.fields["carried"].choices = [(one.row.code, _told(one)) for one in going_on]
        self.initial.setdefault("carried", [one.row.code for one in going_on])
        if not going_on:
            del self.fields["carried"]
        if former is None or (former.year_to and former.year_to < year_from):
            del self.fields["ends_former"]
        else:
            self.fields[
                "ends_former"
            ].label = f"Прежняя редакция «{former.title}» действует по {year_from - 1} год"


def _see_years(form: forms.Form) -> None:
    first, last = form.cleaned_data.get("year_from"), form.cleaned_data.get("year_to")
    if first and last and last < first:
        form.add_error("year_to", "Последний год раньше первого.")


def _told(one: Carried) -> str:
    if one.before == one.now:
        return f"{one.row.title}: ячейка {one.now}"
    return f"{one.row.title}: ячейка {one.now} (была {one.before})"


def _free_code(code: str) -> str:
    taken = form_codes_taken(code[:36])
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code[:36]}-{number}"
    return free
