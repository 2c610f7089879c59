"""Whether the portal can work, told to whoever watches over it."""

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and holds the portal's tables, else 503.

    Open to everybody, without a session: it tells no more than that.
    """
    try:
        User.objects.exists()
    except Error:
        return JsonResponse({"database": "unavailable"}, status=503)
    return JsonResponse({"database": "ok"})
