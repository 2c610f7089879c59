"""Carry over what was described in fewer words: pages, people, kinds of files."""

import re
from pathlib import PurePath

from django.db import migrations

_DIRECT = re.compile(r"((?:\w\.\s*)+)(\w[\w-]+)")
_INVERTED = re.compile(r"(\w[\w-]+),?\s+((?:\w\.\s*)+)")


def names_in(text):
    """Return names one a line, or None where somebody or something else was written too."""
    found = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        if match := _DIRECT.fullmatch(part):
            found.append(f"{match[2]}, {match[1].strip()}")
        elif match := _INVERTED.fullmatch(part):
            found.append(f"{match[1]}, {match[2].strip()}")
        else:
            return None
    return "\n".join(found)


def carry_over(apps, schema_editor):
    for name in ("Publication", "HistoricalPublication"):
        model = apps.get_model("publications", name)
        for row in model.objects.all():
            row.extent = str(row.pages or "")
            for field, role in (("authors", "авторы"), ("compilers", "составитель")):
                text = getattr(row, field)
                names = names_in(text)
                if names is None:
                    row.wordings = "\n".join(filter(None, (row.wordings, f"{role} {text}")))
                setattr(row, field, names or "")
            row.file_kind = PurePath(str(row.file or "")).suffix.removeprefix(".").lower()
            row.file_name = f"file.{row.file_kind}" if row.file_kind else ""
            row.save()


class Migration(migrations.Migration):
    dependencies = [("publications", "0003_describe_publications_by_the_standard")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
