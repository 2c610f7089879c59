"""Amendments change sections, figures and the heading too, and say where things will stand."""

import django.db.models.deletion
from django.db import migrations, models


def tell_kinds_and_places(apps, schema_editor):
    rows = apps.get_model("events", "AmendmentRow").objects.all()
    rows.exclude(figure=None).update(kind="figure")
    for row in rows.filter(kind="item"):
        if row.act == "add":
            row.place = {"section": row.section_id}
        row.section = None
        row.save(update_fields=["place", "section"])


class Migration(migrations.Migration):
    dependencies = [("events", "0007_items_to_compare")]
    operations = [
        migrations.AddField(
            model_name="amendmentrow",
            name="kind",
            field=models.CharField(
                choices=[
                    ("item", "пункт"),
                    ("section", "раздел"),
                    ("figure", "показатель"),
                    ("heading", "заголовок и текст"),
                ],
                default="item",
                max_length=10,
                verbose_name="что меняется",
            ),
        ),
        migrations.AddField(
            model_name="amendmentrow",
            name="place",
            field=models.JSONField(blank=True, default=dict, verbose_name="где стоит"),
        ),
        migrations.AlterField(
            model_name="amendmentrow",
            name="figure",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="amendment_rows",
                to="events.plannedfigure",
            ),
        ),
        migrations.AlterField(
            model_name="amendmentrow",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="amendment_rows",
                to="events.plansection",
            ),
        ),
        migrations.RunPython(tell_kinds_and_places, migrations.RunPython.noop),
    ]
