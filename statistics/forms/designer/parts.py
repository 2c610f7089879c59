"""Forms of the parts of a draft: a section, a row, a column, a check."""

from collections.abc import Mapping
from typing import Any

from django import forms

from statistics.designer.tree import Column, Node, inherited, tables_of
from statistics.forms.designer.fields import (
    DraftForm,
    LinesField,
    NumberField,
    NumbersField,
    TitleField,
    is_code,
    limit_field,
    unit_fields,
)
from statistics.models import Cell
from statistics.queries.verification import SEVERITIES

_PART_HELP = "Номер целого. Пусто — ничья часть."


class LinesForm(DraftForm):
    """Titles of new rows or columns, one a line."""

    titles = LinesField(rows=3, required=True)
    heading = TitleField(
        label="Общий заголовок над ними", required=False, help_text="Например: в том числе."
    )

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_rows = what == "rows"
        self.fields["titles"].label = "Новые строки" if is_rows else "Новые графы"
        self.fields[
            "titles"
        ].help_text = (
            "По одной на строке; можно вставить столбец из Word или Excel. Ctrl+Enter — добавить."
        )
        if is_rows:
            del self.fields["heading"]


class NewSectionForm(DraftForm):
    """A section to be added, at once with its lines."""

    title = TitleField(label="Название раздела")
    rows = LinesField(rows=6, label="Строки", help_text="По одной на строке.")
    columns = LinesField(label="Графы", help_text="По одной на строке.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= unit_fields()


class NewTableForm(DraftForm):
    """One more table of a section."""

    rows = LinesField(
        rows=6,
        required=True,
        label="Строки",
        help_text="По одной на строке; номера продолжат прежние.",
    )
    columns = LinesField(required=True, label="Графы", help_text="По одной на строке.")


class SectionForm(DraftForm):
    """The words of a section and what holds for all its columns."""

    number = NumberField(help_text="Контроли поправятся сами.")
    title = TitleField(label="Название раздела")
    ask_above = limit_field()
    field_order = ["number", "title", "unit", "okei", "ask_above"]

    def __init__(self, *args: Any, section: Node, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= unit_fields()
        self.order_fields(self.field_order)
        tables = tables_of(section)
        # The name of each table's field, in their order.
        self.blocks = [f"blocks_{number}" for number, _ in enumerate(tables, 1)]
        for number, (name, table) in enumerate(zip(self.blocks, tables, strict=True), 1):
            of_which = f": таблица {number}" if len(tables) > 1 else ""
            self.fields[name] = forms.CharField(
                label=f"Печатать по частям{of_which}",
                required=False,
                max_length=200,
                initial=", ".join(map(str, table.get("blocks", ()))),
                help_text="Если таблица не помещается на лист: какие графы вместе, например "
                "3:8, 9:14.",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = (cleaned.pop(name, "") for name in self.blocks)
        cleaned["blocks"] = [words.replace(",", " ").split() for words in told]
        return cleaned


class RowForm(DraftForm):
    """A row."""

    title = TitleField(
        label="Название строки", required=False, help_text="Пусто бывает у единственной строки."
    )
    number = NumberField(help_text="Контроли поправятся сами.")
    of = NumberField(label="Часть строки", required=False, help_text=_PART_HELP)
    closed = NumbersField(
        label="Закрытые графы", required=False, max_length=2000,
        help_text="Номера через запятую: в этих ячейках стоит X.",
    )  # fmt: skip
    ask_above = limit_field()
    constant = forms.BooleanField(
        label="Сведения меняются редко: можно взять из прошлого года", required=False
    )


class ColumnForm(DraftForm):
    """A column."""

    title = TitleField(label="Название графы")
    number = NumberField(help_text="Контроли и закрытые ячейки поправятся сами.")
    groups = LinesField(
        rows=2,
        label="Заголовки над графой",
        help_text="Сверху вниз, по одному на строке. Соседние графы с тем же заголовком "
        "встанут под него вместе.",
    )
    kind = forms.ChoiceField(label="Что пишут в ячейке", choices=Cell.Kind.choices)
    places = forms.IntegerField(
        label="Знаков после запятой", required=False, min_value=0, max_value=3,
        help_text="У дробных чисел: от 1 до 3.",
    )  # fmt: skip
    of = NumberField(label="Часть графы", required=False, help_text=_PART_HELP)
    ask_above = limit_field()
    constant = forms.BooleanField(
        label="Сведения меняются редко: можно взять из прошлого года", required=False
    )
    field_order = [
        "title", "number", "groups", "kind", "places", "unit", "okei", "of", "ask_above",
        "constant",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= unit_fields()
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == Cell.Kind.DECIMAL and not cleaned.get("places"):
            self.add_error("places", "У дробного числа укажите, сколько знаков после запятой.")
        cleaned["places"] = cleaned.get("places") or 0
        return cleaned


class CheckForm(DraftForm):
    """A check of the form's figures."""

    rule = forms.CharField(
        label="Увязка",
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Строка, которая должна быть верна. Ячейка — раздел.строка.графа.",
    )
    severity = forms.ChoiceField(
        label="Если не сходится",
        choices=[
            ("error", "ошибка: отчёт не отправить"),
            ("explain", "нужно письменное пояснение"),
            ("warning", "только предупредить"),
        ],
    )
    total = forms.BooleanField(
        label="Это итог: портал считает левую ячейку сам и закрывает её от правки", required=False
    )
    message = TitleField(
        label="Сообщение своими словами",
        required=False,
        help_text="Пусто — портал скажет сам. Можно поставить <code>{1.01.3}</code>, "
        "<code>{difference}</code>.",
    )
    code = forms.CharField(
        label="Код",
        max_length=40,
        required=False,
        validators=[is_code],
        help_text="Имя в списках. Пусто — портал даст сам.",
    )


def initial_of_row(row: Node) -> dict[str, Any]:
    return {**row, "closed": list(row.get("closed", ()))}


def initial_of_column(section: Node, column: Column) -> Mapping[str, Any]:
    """Return what a column says, with what it takes over from its headings and its section."""
    own = {**inherited(section, column.headings), **column.node}
    if own["kind"] != "decimal":
        own["places"] = None
    return {**own, "groups": "\n".join(column.groups)}


def severity_name(severity: str) -> str:
    return SEVERITIES[severity]
