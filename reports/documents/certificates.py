"""Certificates of an event's participants: one a page, each with the way to verify it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from common.russian import format_number, plural
from common.squares import square_of
from common.tables import TableSet
from common.text import number_in
from events.gatherings.programme import Point, points_of
from events.gatherings.rules import events_of, keeps, own_organisations
from events.models import Certificate, Event
from reports.documents.base import Parameter, ParameterError
from reports.documents.personal import PersonalDocument
from reports.letterhead import Letterhead, of_department, of_organisation
from reports.xlsx_page import lines_needed


def letterhead_of(event: Event) -> Letterhead:
    """Return the organiser's, when there is one and it is not the department's own organisation."""
    ours = of_department()
    organisers = list(event.organisers.all()[:2])
    if len(organisers) == 1 and organisers[0].name != ours.organisation:
        return of_organisation(organisers[0])
    return ours


# How much of a programme fits beside a name of one line; each further line takes of its place.
_MOST_LINES, _LINES_OF_A_NAME = 12, 4
# And on the other side of the sheet, in two columns.
_MOST_LINES_BEHIND, _LINES_OF_A_NAME_BEHIND = 70, 4
_SIGNS_A_LINE, _SIGNS_OF_A_NAME = 60, 70


@dataclass(frozen=True)
class _Sides:
    """Where a programme is printed: beside the name, or behind; `left_out` points fit neither."""

    front: list[Point] = field(default_factory=list)
    back: list[Point] = field(default_factory=list)
    left_out: int = 0


class Certificates(PersonalDocument):
    name = "certificates"
    title = "Сертификаты участников"
    parameters = (
        Parameter("event", "номер мероприятия на портале", "12"),
        Parameter("organisation", "номер учреждения", "3", is_required=False),
        Parameter("number", "номер сертификата", "2026-0012-003", is_required=False),
    )
    formats = ("pdf",)
    template = "documents/certificates.html"
    styles = ("certificates",)

    def find(self) -> None:
        number = number_in(self.values["event"]) or 0
        event = Event.objects.filter(pk=number).first()
        if event is None:
            raise ParameterError(f"Мероприятия с номером «{self.values['event']}» нет.")
        self.event = event
        self.certificates = list(self._chosen())
        if not self.certificates:
            raise ParameterError("Сертификатов по таким условиям нет.")

    def _chosen(self) -> QuerySet[Certificate]:
        rows = Certificate.objects.filter(participation__event=self.event, revoked_at=None)
        if self.values["organisation"]:
            organisation = number_in(self.values["organisation"]) or 0
            rows = rows.filter(participation__organisation=organisation)
        if self.values["number"]:
            rows = rows.filter(number=self.values["number"])
        related = ("participation__organisation", "participation__library")
        return rows.select_related(*related).order_by("number")

    def is_visible_to(self, user: Any) -> bool:
        """All for those who keep the event, those of her own people for everybody else."""
        if not events_of(user).filter(pk=self.event.pk).exists():
            return False
        if keeps(user, self.event):
            return True
        theirs = {each.participation.organisation_id for each in self.certificates}
        own = own_organisations(user).filter(pk__in=theirs)
        return len(theirs) == own.count()

    @cached_property
    def letterhead(self) -> Letterhead:
        return letterhead_of(self.event)

    def read_content(self) -> TableSet:
        only = self.certificates[0] if len(self.certificates) == 1 else None
        words = f"Сертификат № {only.number}" if only else "Сертификаты участников"
        return TableSet(title=f"{words}: {self.event.name}", tables=())

    def also_printed(self) -> Any:
        event = self.event
        told = [event.name, event.form_beside_name, event.when, event.place, event.hours]
        told.append(event.programme)
        return [told, [_printed(each) for each in self.certificates]]

    def pdf_context(self) -> dict[str, Any]:
        return {
            **super().pdf_context(),
            "event": self.event,
            "hours": self._hours(),
            "programme": _sides(self.event),
            "event_url": f"{settings.SITE_URL}{self.event.get_absolute_url()}",
            "check_url": f"{settings.SITE_URL}{reverse('gatherings:certificate-check')}",
            "certificates": [(each, _square(each)) for each in self.certificates],
        }

    def _hours(self) -> str:
        hours = self.event.hours
        if not hours:
            return ""
        words = ("академический час", "академических часа", "академических часов")
        return f"{format_number(hours)} {plural(hours, *words)}"


def _sides(event: Event) -> _Sides:
    """Return the programme parted by sides: behind where it is too long to stand by the name."""
    points = points_of(event.programme)
    longer = lines_needed(event.name, _SIGNS_OF_A_NAME) - 1
    if _fitting(points, _MOST_LINES - longer * _LINES_OF_A_NAME) == len(points):
        return _Sides(front=points)
    fit = _fitting(points, _MOST_LINES_BEHIND - longer * _LINES_OF_A_NAME_BEHIND)
    return _Sides(back=points[:fit], left_out=len(points) - fit)


def _fitting(points: Sequence[Point], most: int) -> int:
    """Return how many of the points, from the first, take no more than `most` lines."""
    taken = accumulate(lines_needed(f"{one.hour} {one.words}", _SIGNS_A_LINE) for one in points)
    return sum(lines <= most for lines in taken)


def _printed(certificate: Certificate) -> list[Any]:
    row = certificate.participation
    told = [certificate.number, certificate.code, certificate.name, certificate.issued_on]
    return [*told, row.post, row.library.name, row.organisation.name]


def _square(certificate: Certificate) -> str:
    """Return the square that a telephone reads: the address that verifies the certificate."""
    query = urlencode({"number": certificate.number, "code": certificate.code})
    page = f"{settings.SITE_URL}{reverse('gatherings:certificate-check')}?{query}"
    return square_of(page)
