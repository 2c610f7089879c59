from collections import Counter

from django.db import migrations, models


def forget_ended(apps, schema_editor):
    """Rows of tables that wait no more are forgotten; how many there were stays."""
    for found in apps.get_model("libraries", "RegistryImport").objects.exclude(state="waiting"):
        found.counts = Counter(row["status"] for row in found.rows)
        found.source, found.answers, found.rows, found.unknown_columns = {}, {}, [], []
        found.save()



class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='registryimport',
            name='counts',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='registryimport',
            name='state',
            field=models.CharField(choices=[('waiting', 'ждёт подтверждения'), ('saved', 'загружен'), ('undone', 'отменён'), ('lapsed', 'не подтверждён в срок')], default='waiting', max_length=10, verbose_name='состояние'),
        ),
        migrations.RunPython(forget_ended, migrations.RunPython.noop),
    ]
