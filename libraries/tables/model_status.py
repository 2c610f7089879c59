"""Tables of model libraries."""

import django_tables2 as tables

from common.addresses import address_of_row
from common.columns import LINK, DayColumn
from libraries.models import Library


class ModelLibraryTable(tables.Table):
    name = tables.Column(
        "Библиотека",
        order_by=("name_key", "code"),
        linkify=lambda record: address_of_row("libraries:model-library", record.pk),
        attrs=LINK,
    )
    locality = tables.Column("Населённый пункт", orderable=False)
    territory = tables.Column("Территория", order_by=("territory__name_key", "name_key"))
    model_year = tables.Column("Модельная с года", order_by=("model_year", "name_key"))
    model_programme = tables.Column("Программа", orderable=False, default="")
    visited_on = DayColumn("Последний мониторинг", default="не было")

    class Meta:
        model = Library
        fields = ()
        attrs = {"aria_label": "Модельные библиотеки"}
        empty_text = "Модельных библиотек по таким условиям нет"

    def render_model_year(self, value: int) -> str:
        return str(value)
