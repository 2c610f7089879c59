"""What the tests of passports share: facts as a form gives them, and passports made quickly."""

import datetime
import io
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.models import User
from common.files.checking import CheckedFile, check_file
from common.files.kinds import PICTURES
from libraries.actions.passports import propose_passport
from libraries.models import Library, Passport, PassportDraft
from libraries.queries.passports import draft_to_edit, facts_in_force


def facts(library: Library, **changes: Any) -> dict[str, Any]:
    """Return all that a form of the passport sends, with `changes` in what stands there now."""
    library = Library.objects.select_related("passport", "organisation").get(pk=library.pk)
    draft = draft_to_edit(library)
    seen = {name: getattr(draft, name) for name in ("library_version", "passport_version")}
    kept = {name: getattr(draft, name) for name in facts_in_force(library)}
    return {**kept, "note": draft.note, **seen, **changes}


def proposed(library: Library, by: User, **changes: Any) -> PassportDraft:
    version = getattr(draft_to_edit(library), "version", 0)
    return propose_passport(library, facts(library, **changes), version=version, by=by)


def confirmed(library: Library, days_ago: int = 0, **values: Any) -> Passport:
    """Make a passport confirmed so many days ago."""
    day = timezone.now() - datetime.timedelta(days=days_ago)
    return Passport.objects.create(library=library, confirmed_at=day, **values)


def a_picture(size: tuple[int, int] = (60, 40)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, "JPEG")
    return data.getvalue()


def a_photo() -> CheckedFile:
    return check_file(a_picture(), "зал.jpg", PICTURES)
