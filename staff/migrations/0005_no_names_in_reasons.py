from django.db import migrations


def forget_names(apps, schema_editor):
    """The reason for which a vacancy was closed told who had been hired; now it does not."""
    told = apps.get_model("staff", "HistoricalVacancy").objects
    told.filter(history_change_reason__startswith="Принята: ").update(
        history_change_reason="Принят сотрудник"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0004_whom_an_import_is_of'),
    ]

    operations = [
        migrations.RunPython(forget_names, migrations.RunPython.noop),
    ]
