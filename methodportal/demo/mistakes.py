"""A dozen mistakes planted in the last full year, as people really make them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from methodportal.demo.figures import Answers


@dataclass(frozen=True)
class Mistake:
    """What was done wrong in one library's report; `address` is where a check points."""

    library: str
    address: str
    severity: str
    what: str
    spoil: Callable[[Answers, Answers], None]


def _add(*changes: tuple[str, int]) -> Callable[[Answers, Answers], None]:
    def spoil(answers: Answers, _last: Answers) -> None:
        for address, amount in changes:
            answers[address] += amount

    return spoil


def exceed(address: str, whole: str, amount: int) -> Callable[[Answers, Answers], None]:
    """Return a spoiler that makes a part bigger than its whole."""

    def spoil(answers: Answers, _last: Answers) -> None:
        answers[address] = answers[whole] + amount

    return spoil


def _no_loans_to_children(answers: Answers, _last: Answers) -> None:
    for column in range(3, 13):
        answers[f"5.14.{column}"] = 0


def let_visits_leap(answers: Answers, _last: Answers) -> None:
    """Make visits nearly half as many again: true or not, a check asks why."""
    leap = int(answers["4.11.7"] * Decimal("0.45"))
    answers["4.11.7"] += leap
    answers["4.11.8"] += leap


def _same_users(answers: Answers, last: Answers) -> None:
    for column in range(2, 7):
        answers[f"4.11.{column}"] = last[f"4.11.{column}"]


MISTAKES = (
    Mistake("03-005", "1.01.13", "error", "ремонта требует больше, чем есть в управлении",
            exceed("1.01.13", "1.01.10", 5)),
    Mistake("05-004", "4.11.4", "error", "детей больше, чем всех обслуженных в стенах",
            exceed("4.11.4", "4.11.3", 5)),
    Mistake("07-003", "2.04.3", "error", "фонд на конец года не сходится с движением",
            _add(("2.04.3", 900), ("2.04.4", 900))),
    Mistake("09-005", "5.17.3", "error", "выдача всего не равна сумме строк 13 и 16",
            _add(("5.17.3", 270), ("5.17.4", 270))),
    Mistake("11-002", "6.18.13", "error", "по стажу работников больше, чем в основном персонале",
            _add(("6.18.13", 1))),
    Mistake("13-004", "7.19.2", "error", "поступило средств не равно сумме источников",
            _add(("7.19.2", 100))),
    Mistake("15-003", "1.01.17", "error", "компьютеризованных мест больше, чем всех мест",
            exceed("1.01.17", "1.01.16", 3)),
    Mistake("17-001", "3.08.4", "error", "в Интернете записей больше, чем в каталоге",
            exceed("3.08.4", "3.08.3", 100)),
    Mistake("19-006", "4.11.8", "error", "части посещений больше целого",
            _add(("4.11.8", 300))),
    Mistake("21-004", "5.14.3", "warning", "дети читают, а выдачи детям нет",
            _no_loans_to_children),
    Mistake("23-003", "4.11.7", "explain", "посещений почти в полтора раза больше прошлогодних",
            let_visits_leap),
    Mistake("25-007", "4.11.2", "explain", "пользователей ровно столько же, сколько год назад",
            _same_users),
)  # fmt: skip
