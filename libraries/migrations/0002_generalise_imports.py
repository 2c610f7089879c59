from django.db import migrations, models


def cancel_waiting(apps, schema_editor):
    """Files read before keep no source to be compared again: their owners load them anew."""
    apps.get_model("libraries", "RegistryImport").objects.filter(state="waiting").update(
        state="undone"
    )


class Migration(migrations.Migration):
    dependencies = [("libraries", "0001_initial")]

    operations = [
        migrations.AddField(
            "registryimport",
            "kind",
            models.CharField("что загружают", max_length=30, default="libraries"),
            preserve_default=False,
        ),
        migrations.AddField("registryimport", "source", models.JSONField(default=dict)),
        migrations.AddField("registryimport", "answers", models.JSONField(default=dict)),
        migrations.RunPython(cancel_waiting, migrations.RunPython.noop),
    ]
