"""The indicators as pages tell of them: by form, in words, with what uses them."""

from collections.abc import Mapping
from dataclasses import dataclass

from statistics.indicators import Formula, load_indicators
from statistics.models import Edition, Form, Indicator


@dataclass(frozen=True)
class Told:
    """An indicator in words; `source` is its formula in words, or its cells by edition."""

    row: Indicator
    source: str
    editions: tuple[tuple[str, str], ...]
    used_in: tuple[Indicator, ...]


def indicators_by_form() -> list[tuple[str, list[Told]]]:
    """Return the indicators in their order, under the titles of their forms."""
    rows = list(Indicator.objects.all())
    titles = {row.code: row.title for row in rows}
    forms = dict(Form.objects.values_list("code", "title"))
    found: dict[str, list[Told]] = {}
    for row in rows:
        told = Told(row, _source(row, titles), (), ())
        found.setdefault(forms.get(row.form, row.form), []).append(told)
    return list(found.items())


def told_of(row: Indicator) -> Told:
    """Return one indicator with the titles of its editions and the formulas that use it."""
    rows = list(Indicator.objects.filter(form=row.form))
    titles = {one.code: one.title for one in rows}
    editions = Edition.objects.filter(form__code=row.form).order_by("year_from", "code")
    names = dict(editions.values_list("code", "title"))
    used_in = [one for one in rows if one.pk != row.pk and row.code in _words_of(one.formula)]
    by_edition = tuple((title, row.addresses.get(code, "")) for code, title in names.items())
    return Told(row, _source(row, titles), by_edition if row.cells else (), tuple(used_in))


def _source(row: Indicator, titles: Mapping[str, str]) -> str:
    if row.is_given:
        return "считает портал"
    formula = load_indicators()[row.code].formula if row.formula else None
    return formula.words(titles) if isinstance(formula, Formula) else row.cells


def _words_of(formula: str) -> set[str]:
    return set("".join(each if each.isalnum() or each == "_" else " " for each in formula).split())
