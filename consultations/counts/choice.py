"""What is counted: the period, and what the rows of the table are."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from common.russian import format_day
from consultations.models import Consultation
from consultations.queries import kept

GROUPINGS = {
    "form": "форма",
    "topic": "тема",
    "methodist": "методист",
    "organisation": "учреждение",
    "territory": "территория",
    "month": "месяц",
}
BY_WHAT = {
    "form": "по формам",
    "topic": "по темам",
    "methodist": "по методистам",
    "organisation": "по учреждениям",
    "territory": "по территориям",
    "month": "по месяцам",
}
QUARTERS = {"1": "I квартал", "2": "II квартал", "3": "III квартал", "4": "IV квартал"}
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Choice:
    """A year or a quarter of it, or any days (`since` and `until`, both counted), and the rows."""

    year: int
    quarter: str = ""
    by: str = "form"
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def begin(self) -> dt.date:
        month = 3 * int(self.quarter) - 2 if self.quarter else 1
        return self.since or dt.date(self.year, month, 1)

    @property
    def end(self) -> dt.date:
        month = 3 * int(self.quarter) if self.quarter else 12
        last = calendar.monthrange(self.year, month)[1]
        return self.until or dt.date(self.year, month, last)

    @property
    def title(self) -> str:
        if self.since or self.until:
            return f"с {format_day(self.begin)} по {format_day(self.end)}"
        quarter = f"{QUARTERS[self.quarter]} " if self.quarter else ""
        return f"за {quarter}{self.year} {'года' if quarter else 'год'}"

    @property
    def rows(self) -> QuerySet[Consultation]:
        """The consultations of the period, each once, those removed left out."""
        days = (self.begin, self.end)
        return kept(Consultation.objects.filter(date__range=days)).order_by()

    @property
    def year_before(self) -> "Choice":
        """The same days a year earlier."""
        return replace(
            self, year=self.year - 1, since=_year_before(self.since), until=_year_before(self.until)
        )


def _year_before(day: dt.date | None) -> dt.date | None:
    if day is None:
        return None
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))
