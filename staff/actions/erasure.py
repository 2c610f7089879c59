"""Making a person impersonal: irreversible, by the head only, on a recorded ground."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.actions import make_impersonal
from accounts.models import User
from common.text import normalise
from staff.models import Employee, Erasure
from staff.personal_data.erasing import ERASED_NAME
from staff.personal_data.mentions.finding import find_places, names_of
from staff.personal_data.mentions.replacing import replace_places
from staff.personal_data.registry import erase_all
from staff.queries.workplaces import working


def refuse_erasure(employee: Employee) -> None:
    """Raise ValidationError when the person is impersonal already, or still works.

    While a person works, the law itself has the employer keep her data.
    """
    if Erasure.objects.filter(employee=employee).exists():
        raise ValidationError("Эта запись уже обезличена.")
    if working(Employee.objects.filter(pk=employee.pk), timezone.localdate()).exists():
        raise ValidationError(
            "Сотрудник работает: его сведения хранят по закону. Сначала запишите увольнение."
        )


@transaction.atomic
def erase_person(
    pk: int,
    typed_name: str,
    order: str,
    by: Any,
    confirmed: Collection[str] = (),
    accounts: Collection[User] = (),
) -> Erasure:
    """Replace the person's identity by a mark everywhere; the totals of past years stay true.

    `typed_name` is her full name, typed to be sure; `order` is the ground, kept on record;
    `confirmed` are the keys of the places in people's texts (staff.personal_data.mentions) where
    the name is known to be hers, and not a namesake's: only there is it replaced; `accounts` are
    those of the portal that are known to be hers.
    Raises ValidationError, PermissionDenied, Employee.DoesNotExist.
    """
    # The key stays, so whoever writes rows that hang on the person need not wait for us; and we
    # may wait for them: a course whose words name her is held while its attendance is marked.
    employee = Employee.objects.select_for_update(no_key=True).get(pk=pk)
    refuse_erasure(employee)
    if normalise(typed_name) != normalise(employee.full_name):
        raise ValidationError({"name": "Имя набрано не так, как в карточке."})
    names = names_of(employee)
    places = find_places(names)
    chosen = [place for place in places if place.key in confirmed and place.is_changeable]
    left = len(places) - len(chosen)
    erasure = Erasure(employee=employee, order=order, by=by, replaced=len(chosen), left=left)
    erasure.full_clean()
    erasure.save()
    replace_places(chosen, names, f"{ERASED_NAME} {erasure.mark}")
    erase_all(employee, erasure.mark)
    for account in accounts:
        make_impersonal(account, ERASED_NAME, erasure.mark, by)
    return erasure


def is_erased(employee: Employee) -> bool:
    """Whether the card holds no person any more."""
    return employee.last_name == ERASED_NAME and Erasure.objects.filter(employee=employee).exists()
