"""What the search finds of the registry: it is open to everybody."""

from typing import Any

from django.db.models import QuerySet

from common.search import Description, SearchSource, register, words_of
from libraries.models import Library, Organisation, Territory


def _libraries() -> QuerySet[Library]:
    return Library.objects.select_related("organisation", "territory")


def _library(row: Library) -> Description:
    text = words_of(
        f"{row.get_kind_display()}, код {row.code}",
        row.postal_address,
        row.organisation.name,
        row.territory.name,
        "модельная библиотека" if row.is_model else "",
        "центр правовой информации" if row.has_legal_centre else "",
        "филиал МФЦ" if row.has_mfc else "",
    )
    return Description(row.name, text, row.get_absolute_url())


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("territory")


def _organisation(row: Organisation) -> Description:
    text = words_of(
        row.short_name,
        row.aliases,
        row.get_kind_display(),
        row.territory and row.territory.name,
        row.address,
        row.founder,
        row.inn and f"ИНН {row.inn}",
        row.okpo and f"ОКПО {row.okpo}",
    )
    return Description(row.name, text, row.get_absolute_url())


def _everybody_sees_libraries(user: Any) -> QuerySet[Library]:
    return Library.objects.all()


def _everybody_sees_organisations(user: Any) -> QuerySet[Organisation]:
    return Organisation.objects.all()


register(
    SearchSource(
        key="library",
        title="Библиотеки",
        rows=_libraries,
        describe=_library,
        visible_to=_everybody_sees_libraries,
        follows={Organisation: "organisation", Territory: "territory"},
    )
)
register(
    SearchSource(
        key="organisation",
        title="Учреждения",
        rows=_organisations,
        describe=_organisation,
        visible_to=_everybody_sees_organisations,
        follows={Territory: "territory"},
    )
)
