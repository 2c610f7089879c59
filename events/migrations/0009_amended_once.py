"""An amendment says once what becomes of a section and of the heading.

Apart from the migration before it, for PostgreSQL makes no index over rows just written.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0008_amended_sections_and_headings")]
    operations = [
        migrations.AddConstraint(
            model_name="amendmentrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("section__isnull", False)),
                fields=("amendment", "section"),
                name="amendment_row_once_a_section",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendmentrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "heading")),
                fields=("amendment",),
                name="amendment_row_once_a_heading",
            ),
        ),
    ]
