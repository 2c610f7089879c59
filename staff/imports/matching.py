"""Whether a row of a file is a person who is known already."""

from dataclasses import dataclass
from typing import Any

from common.year_or_day import YearOrDay
from staff.imports.columns import name_key_of
from staff.imports.lookup import Lookup
from staff.models import Employment
from staff.queries.known import is_sure, may_be


@dataclass(frozen=True)
class Match:
    """The work a row is about, or works among which the person is asked to choose."""

    work: Employment | None = None
    candidates: tuple[Employment, ...] = ()
    question: str = ""


def find(values: dict[str, Any], born: YearOrDay | None, lookup: Lookup) -> Match:
    """Return what the row is.

    The same name, birth year and library: the same work. The same name and an unknown or near
    birth year, or another library: a question. Another birth year: a namesake, so a new person.
    """
    namesakes = lookup.works.get(name_key_of(values), [])
    likely = [work for work in namesakes if may_be(work, born)]
    sure = [
        work
        for work in likely
        if work.library_id == values.get("library_id") and is_sure(work, born)
    ]
    same_kind = [work for work in sure if work.kind == values.get("kind", work.kind)]
    if len(same_kind) == 1:
        return Match(same_kind[0])
    if not likely:
        return Match()
    return Match(candidates=tuple(likely), question=_question(likely, values))


def find_person(values: dict[str, Any], born: YearOrDay | None, lookup: Lookup) -> Match:
    """Return who a row about a person is of, by the same rule: any work of hers will do.

    Of several works of one person one candidate is given.
    """
    namesakes = lookup.works.get(name_key_of(values), [])
    likely = [work for work in namesakes if may_be(work, born)]
    here = [work for work in likely if work.library_id == values.get("library_id")]
    sure = {work.employee_id: work for work in here if is_sure(work, born)}
    if len(sure) == 1:
        return Match(next(iter(sure.values())))
    people = {work.employee_id: work for work in [*likely, *here]}
    question = (
        "С таким именем здесь работают, а год рождения другой или не указан. Это она?"
        if here
        else "С таким именем работают, но в другой библиотеке. Это она?"
    )
    return Match(candidates=tuple(people.values()), question=question if people else "")


def _question(likely: list[Employment], values: dict[str, Any]) -> str:
    here = any(work.library_id == values.get("library_id") for work in likely)
    if here:
        return "С таким именем здесь уже работают, а год рождения другой или не указан. Это она?"
    return (
        "С таким именем работают в другой библиотеке. Это она? Тогда запишем перевод "
        "или совместительство, смотря по столбцу «Вид работы»."
    )
