"""Letters about courses; they name no people, since letters leave the portal."""

from common.letters import letter_about, write_letter
from staff.models import Registration


def tell_moved_up(registration: Registration) -> None:
    """Write to who registered the person that a place has become free for her."""
    course = registration.course
    body = letter_about(course.get_absolute_url(), "staff/email/moved_up.txt", course=course)
    write_letter(f"Освободилось место: {course}"[:200], body, [registration.registered_by.email])
