"""What closing a cell does to the checks, told to its author at once."""

from collections.abc import Collection, Sequence

from statistics.checks.binding import Grid, bind_check
from statistics.checks.syntax import RuleError
from statistics.designer.checks import checks_at, checks_of, sections_read
from statistics.designer.tree import Definition

# Rules told in one message; the rest is told by its number.
MOST_TOLD = 3


def told_of_closing(before: Definition, after: Definition, *place: int) -> str:
    """Say which checks looked at the cell of this section, row and column, in their words.

    A check that names the cell holds no more; one that goes over it by a star passes it over.
    """
    looked = checks_at(before, *place)
    if not looked:
        return ""
    broken = _broken(after, looked)
    sentences = (
        _sentence(
            [looked[code] for code in looked if code in broken],
            "Контроль больше не работает, поправьте его: ",
            "Контроли больше не работают, поправьте их: ",
        ),
        _sentence(
            [looked[code] for code in looked if code not in broken],
            "Контроль её теперь пропускает: ",
            "Контроли её теперь пропускают: ",
        ),
    )
    return " ".join(filter(None, sentences))


def _broken(definition: Definition, codes: Collection[str]) -> set[str]:
    grid, broken = Grid(sections_read(definition) or ()), set()
    for check in checks_of(definition):
        if check["code"] in codes:
            try:
                bind_check(check["code"], check["rule"], "", grid)
            except RuleError:
                broken.add(check["code"])
    return broken


def _sentence(rules: Sequence[str], one: str, many: str) -> str:
    if len(rules) < 2:
        return f"{one}{rules[0]}" if rules else ""
    told = " ".join(f"{at}) {words}" for at, words in enumerate(rules[:MOST_TOLD], start=1))
    others = f" И ещё {len(rules) - MOST_TOLD}." if len(rules) > MOST_TOLD else ""
    return f"{many}{told}{others}"
