"""The outlines that the portal brings along: in force until the department writes its own.

`monitoring.txt` is what the Model Standard of a public library's work asks (Ministry of Culture,
31.10.2014).
"""

from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from libraries.imports.outlines import read_outline

SHIPPED = {
    "application": "application.txt",
    "monitoring": "monitoring.txt",
    "examination": "examination.txt",
}


def load_shipped(apps: Any, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Put the shipped outlines into a database that has none: after migrations, and in them.

    `apps` are the models as they stand at that moment.
    """
    try:
        outlines = apps.get_model("libraries", "Outline").objects.using(using)
        items = apps.get_model("libraries", "OutlineItem").objects.using(using)
    except LookupError:
        return  # the migrations have gone back beyond them
    for purpose, name in SHIPPED.items():
        outline, is_new = outlines.get_or_create(purpose=purpose, programme="", edition=1)
        if is_new:
            text = (Path(__file__).parent / name).read_text(encoding="utf-8")
            items.bulk_create(
                items.model(
                    outline=outline,
                    position=position,
                    title=line.title,
                    hint=line.hint,
                    is_required=line.is_required,
                )
                for position, line in enumerate(read_outline(text), start=1)
            )
