"""What every page of an amendment does: fetch it by guard, save, show both texts of a conflict."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ChoiceField, Form
from django.forms.boundfield import BoundField
from django.http import HttpRequest

from events import actions
from events.approving import rules as approving
from events.models import Amendment, AmendmentRow
from events.views.guards import amendment_of


@dataclass(frozen=True)
class AmendedField:
    """A field of a form, what stands in the plan, and what another person has written."""

    bound: BoundField
    present: str = ""
    theirs: str | None = None

    @property
    def differs(self) -> bool:
        """Whether the field holds another text than the plan; of a choice the plan is silent."""
        value = str(self.bound.value() or "").replace("\r\n", "\n")
        is_chosen = isinstance(self.bound.field, ChoiceField)
        return not is_chosen and value != self.present


def open_amendment(request: HttpRequest, pk: int) -> Amendment:
    """Return an amendment in which the person may write.

    One that takes no changes any more has no pages to write on; but what was typed before that
    comes through, to be refused by the action and shown again.

    Raises:
        Http404: its plan does not exist for her.
        PermissionDenied: she may not write amendments, or this one is closed.
    """
    amendment = amendment_of(request.user, pk)
    is_closed = request.method != "POST" and not amendment.is_editable
    if is_closed or not approving.can_amend(request.user, amendment.plan):
        raise PermissionDenied
    return amendment


@dataclass(frozen=True)
class Attempt:
    """How saving went: `form` is to be shown again, with what somebody else has written."""

    is_saved: bool
    form: Form
    row: AmendmentRow | None = None

    def theirs(self, name: str) -> str | None:
        """Return the text of a field that another person wrote meanwhile."""
        return self.row.texts.get(name) if self.row else None


def save(
    request: HttpRequest,
    form: Form,
    write: Callable[[], object],
    again: Callable[[object], Form],
    said: str,
) -> Attempt:
    """Write what a valid form says; a refusal stands in the form with all that was typed.

    `again` makes the form anew of data that see what another person has written.
    """
    try:
        write()
    except actions.RowMovedOnError as error:
        data = form.data.copy()
        data["version"] = str(error.row.version if error.row else 0)
        form = again(data)
        form.is_valid()
        form.add_error(None, str(error))
        return Attempt(False, form, error.row)
    except (ValidationError, actions.PlanError) as error:
        _refuse(form, error)
        return Attempt(False, form)
    messages.success(request, said)
    return Attempt(True, form)


def _refuse(form: Form, error: Exception) -> None:
    if not isinstance(error, ValidationError):
        form.add_error(None, str(error))
    elif hasattr(error, "error_dict"):
        for name, faults in error.error_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    else:
        form.add_error(None, error)
