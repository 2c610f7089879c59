"""Tables of the registry's lists."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.columns import LINK, NUMBER, ONE_LINE, DayColumn
from libraries.models import Library, Organisation

# All that the table of libraries reads, so that no more is fetched.
LIBRARY_COLUMNS = (
    "name",
    "code",
    "locality",
    "territory__name",
    "organisation__name",
    "organisation__short_name",
    "kind",
    "model_year",
    "closed_on",
)


class LibraryTable(tables.Table):
    name = tables.Column("Название", linkify=True, order_by=("name_key", "code"), attrs=LINK)
    code = tables.Column("Код", attrs=ONE_LINE)
    locality = tables.Column("Населённый пункт", orderable=False)
    territory = tables.Column("Территория", order_by=("territory__name_key", "name_key"))
    organisation = tables.Column(
        "Учреждение",
        order_by=("organisation__name_key", "name_key"),
        linkify=True,
        attrs=LINK,
    )
    kind = tables.Column("Вид", orderable=False)
    model_year = tables.Column("Модельная", default="")
    closed_on = DayColumn("Закрыта", default="")

    class Meta:
        attrs = {"aria_label": "Библиотеки"}
        empty_text = "Библиотек по таким условиям нет"

    def render_model_year(self, value: int) -> SafeString:
        return format_html("с&nbsp;{}&nbsp;года", str(value))


def address_on_day(record: Library) -> str:
    """Of a library that registry_on has found: its page as of the same day."""
    return f"{record.get_absolute_url()}?on={record.on_day:%Y-%m-%d}"


class PastLibraryTable(LibraryTable):
    """The same over libraries.queries.registry_on, ordered by what was then."""

    name = tables.Column(
        "Название", linkify=address_on_day, order_by=("on_name_key", "code"), attrs=LINK
    )
    territory = tables.Column("Территория", order_by=("on_territory__name_key", "on_name_key"))
    organisation = tables.Column(
        "Учреждение",
        order_by=("on_organisation__name_key", "on_name_key"),
        linkify=True,
        attrs=LINK,
    )


class OrganisationTable(tables.Table):
    name = tables.Column("Название", linkify=True, order_by="name_key", accessor="name", attrs=LINK)
    kind = tables.Column("Вид", orderable=False)
    territory = tables.Column("Территория", order_by="territory__name_key", default="")
    library_count = tables.Column("Библиотек", attrs=NUMBER)
    phone = tables.Column("Телефон", orderable=False, default="")
    email = tables.Column("Почта", orderable=False, default="")

    class Meta:
        model = Organisation
        fields = ()
        attrs = {"aria_label": "Учреждения"}
        empty_text = "Учреждений по таким условиям нет"


class OwnLibraryTable(tables.Table):
    """The libraries of one organisation, on its page."""

    name = tables.Column("Название", linkify=True)
    code = tables.Column("Код", attrs=ONE_LINE)
    kind = tables.Column("Вид")
    locality = tables.Column("Населённый пункт")
    phone = tables.Column("Телефон", default="")

    class Meta:
        model = Library
        fields = ()
        orderable = False
        attrs = {"aria_label": "Библиотеки учреждения"}
        empty_text = "Отдельных библиотек за учреждением в реестре не записано"
