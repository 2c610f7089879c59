"""What of the staff hangs on a library that closes."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from common.russian import plural
from libraries.leftovers import Leftover
from libraries.models import Library
from staff.models import Course, Employee, Registration, Vacancy
from staff.queries import vacant
from staff.queries.workplaces import working

_IN_LINE = (Registration.State.REGISTERED, Registration.State.WAITING)


def read_leftovers(library: Library) -> Iterator[Leftover]:
    """Count the people who work there, its vacancies, and the courses its people wait for."""
    today = timezone.localdate()
    people = working(Employee.objects.all(), today, [library.pk])
    if number := people.count():
        words = plural(number, "человек", "человека", "человек")
        yield Leftover(
            f"{plural(number, 'Работает', 'Работают', 'Работают')} {number} {words}",
            "запишите каждому перевод или увольнение: само закрытие этого не делает",
            f"{reverse('staff:employee-list')}?library={library.pk}",
        )
    if number := vacant(Vacancy.objects.filter(library=library), today).count():
        words = plural(number, "вакансия", "вакансии", "вакансий")
        yield Leftover(
            f"Открыто: {number} {words}",
            "закройте их",
            f"{reverse('staff:vacancy-list')}?library={library.pk}",
        )
    courses = (
        Course.objects.filter(ends_on__gte=today, registrations__state__in=_IN_LINE)
        .filter(registrations__employee__in=people)
        .annotate(number=Count("registrations__employee", distinct=True))
    )
    for course in courses.order_by("starts_on", "pk"):
        words = plural(course.number, "человек", "человека", "человек")
        yield Leftover(
            f"Курс «{course}»: {course.number} {words}",
            "после перевода запись остаётся за человеком, у уволенных отмените её",
            course.get_absolute_url(),
        )
