"""Headings of applications and criteria of visits become rows; what was written comes along."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from libraries.outlines import load_shipped

HEADINGS = ("situation", "concept", "space", "collection", "people", "events", "results")
CRITERIA = (
    "hours", "space", "access", "internet", "equipment", "collection", "databases", "catalogue",
    "events", "people", "web",
)


def bring_along(apps, schema_editor):
    load_shipped(apps, schema_editor.connection.alias)
    outlines = {each.purpose: each for each in apps.get_model("libraries", "Outline").objects.all()}
    items = {
        purpose: list(each.items.order_by("position").values_list("pk", flat=True))
        for purpose, each in outlines.items()
    }
    for name, purpose in (("Competition", "application"), ("ModelMonitoring", "monitoring")):
        for kept in (name, f"Historical{name}"):
            apps.get_model("libraries", kept).objects.update(outline=outlines[purpose])
    for name in ("ModelApplication", "HistoricalModelApplication"):
        for row in apps.get_model("libraries", name).objects.iterator():
            told = zip(items["application"], HEADINGS, strict=True)
            row.texts = {str(pk): getattr(row, field) for pk, field in told}
            row.save(update_fields=["texts"])
    for name in ("MonitoringAnswer", "HistoricalMonitoringAnswer"):
        answers = apps.get_model("libraries", name).objects
        for pk, key in zip(items["monitoring"], CRITERIA, strict=True):
            answers.filter(key=key).update(criterion=pk)


class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0002_forget_ended_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Outline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('application', 'разделы заявки'), ('monitoring', 'критерии мониторинга')], max_length=20, verbose_name='для чего')),
                ('programme', models.CharField(blank=True, max_length=200, verbose_name='программа')),
                ('edition', models.PositiveSmallIntegerField(verbose_name='редакция')),
                ('is_active', models.BooleanField(default=True, verbose_name='действует')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='создан')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='автор')),
            ],
            options={
                'verbose_name': 'перечень',
                'verbose_name_plural': 'перечни',
                'ordering': ['purpose', 'programme', '-edition'],
            },
        ),
        migrations.CreateModel(
            name='OutlineItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='номер')),
                ('title', models.CharField(max_length=300, verbose_name='название')),
                ('hint', models.CharField(blank=True, max_length=500, verbose_name='подсказка')),
                ('is_required', models.BooleanField(default=False, verbose_name='обязательно')),
                ('outline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='libraries.outline')),
            ],
            options={
                'verbose_name': 'пункт перечня',
                'verbose_name_plural': 'пункты перечней',
                'ordering': ['position'],
            },
        ),
        migrations.AddConstraint(
            model_name='outline',
            constraint=models.UniqueConstraint(fields=('purpose', 'programme', 'edition'), name='outline_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='outlineitem',
            constraint=models.UniqueConstraint(fields=('outline', 'position'), name='outline_item_position_once'),
        ),
        migrations.AddField(
            model_name='historicalmodelapplication',
            name='texts',
            field=models.JSONField(blank=True, default=dict, verbose_name='обоснование'),
        ),
        migrations.AddField(
            model_name='modelapplication',
            name='texts',
            field=models.JSONField(blank=True, default=dict, verbose_name='обоснование'),
        ),
        migrations.AddField(
            model_name='competition',
            name='outline',
            field=models.ForeignKey(null=True, help_text='По этим разделам библиотеки пишут заявку.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outline', verbose_name='разделы заявки'),
        ),
        migrations.AddField(
            model_name='historicalcompetition',
            name='outline',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='По этим разделам библиотеки пишут заявку.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='libraries.outline', verbose_name='разделы заявки'),
        ),
        migrations.AddField(
            model_name='historicalmodelmonitoring',
            name='outline',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='libraries.outline', verbose_name='критерии'),
        ),
        migrations.AddField(
            model_name='modelmonitoring',
            name='outline',
            field=models.ForeignKey(null=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outline', verbose_name='критерии'),
        ),
        migrations.RemoveConstraint(
            model_name='monitoringanswer',
            name='criterion_once',
        ),
        migrations.RenameField(
            model_name='monitoringanswer',
            old_name='criterion',
            new_name='key',
        ),
        migrations.AddField(
            model_name='monitoringanswer',
            name='criterion',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outlineitem', verbose_name='критерий'),
        ),
        migrations.RenameField(
            model_name='historicalmonitoringanswer',
            old_name='criterion',
            new_name='key',
        ),
        migrations.AddField(
            model_name='historicalmonitoringanswer',
            name='criterion',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='libraries.outlineitem', verbose_name='критерий'),
        ),
        migrations.RunPython(bring_along, migrations.RunPython.noop),
    ]
