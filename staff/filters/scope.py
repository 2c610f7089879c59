"""What the filters of the staff offer: only what lies in the scope of the one who asks."""

from typing import Any

from django.db.models import QuerySet

from accounts.scope import organisations_of
from libraries.models import Library, Organisation, Territory
from staff.rules import employing_libraries_of


def organisations_to_choose(request: Any) -> QuerySet[Organisation]:
    return organisations_of(request.user).filter(libraries__isnull=False).distinct()


def libraries_to_choose(request: Any) -> QuerySet[Library]:
    return employing_libraries_of(request.user).order_by("name_key", "code")


def territories_to_choose(request: Any) -> QuerySet[Territory]:
    with_libraries = employing_libraries_of(request.user).values("territory")
    return Territory.objects.filter(pk__in=with_libraries).order_by("name_key")
