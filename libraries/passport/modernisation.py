"""The status of a model library in its passport, with the programme, the year and the money."""

from common.addresses import address_of_row
from common.tables import Column, Row, Table
from libraries.models import Library, ModelApplication
from libraries.passport.sections import Audience, Content, Fact
from libraries.queries import story_of


def read_model(library: Library, audience: Audience) -> Content | None:
    """Since when it is a model library and what that cost; other libraries tell nothing."""
    if not library.is_model:
        return None
    address = address_of_row("libraries:model-library", library.pk)
    facts = (
        Fact("Модельная", f"с {library.model_year} года", address),
        Fact("Программа", library.model_programme or "не указана"),
    )
    stories = [story for story in story_of(library) if story.contracted is not None]
    return Content(facts=facts, tables=tuple(_money(story) for story in stories))


def _money(story: ModelApplication) -> Table:
    """The money by source as contracted and as spent: roubles and kopecks."""
    columns = (
        Column("source", "Источник", kind="text", width=30),
        Column("contract", "По договору, руб.", places=2, width=18),
        Column("spent", "Израсходовано, руб.", places=2, width=18),
    )
    *sources, total = story.money
    rows = [Row((title, contract, spent)) for title, _, contract, spent in sources]
    title, _, contract, spent = total
    rows.append(Row((title, contract, spent), "total"))
    name = f"Деньги на модернизацию, {story.competition.year} год"
    return Table(name, columns, tuple(rows), key=f"model-{story.pk}")
