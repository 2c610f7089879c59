"""Headings of applications for an examination become rows; what was written comes along."""

import django.db.models.deletion
from django.db import migrations, models

from libraries.outlines import load_shipped

FIELDS = ("about", "activity", "grounds")


def bring_along(apps, schema_editor):
    load_shipped(apps, schema_editor.connection.alias)
    outline = apps.get_model("libraries", "Outline").objects.get(
        purpose="examination", programme="", edition=1
    )
    numbers = list(outline.items.order_by("position").values_list("pk", flat=True))
    for name in ("Examination", "HistoricalExamination"):
        for row in apps.get_model("libraries", name).objects.iterator():
            row.outline_id = outline.pk
            told = zip(numbers, FIELDS, strict=True)
            row.texts = {str(pk): getattr(row, field) for pk, field in told}
            row.save(update_fields=["outline", "texts"])


class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0006_dial_whole_numbers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='outline',
            name='purpose',
            field=models.CharField(choices=[('application', 'разделы заявки'), ('monitoring', 'критерии мониторинга'), ('examination', 'разделы заявки на экспертизу')], max_length=20, verbose_name='для чего'),
        ),
        migrations.AddField(
            model_name='examination',
            name='outline',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outline', verbose_name='разделы заявки'),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='outline',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='libraries.outline', verbose_name='разделы заявки'),
        ),
        migrations.AddField(
            model_name='examination',
            name='texts',
            field=models.JSONField(blank=True, default=dict, verbose_name='обоснование'),
        ),
        migrations.AddField(
            model_name='historicalexamination',
            name='texts',
            field=models.JSONField(blank=True, default=dict, verbose_name='обоснование'),
        ),
        migrations.RunPython(bring_along, migrations.RunPython.noop),
    ]
