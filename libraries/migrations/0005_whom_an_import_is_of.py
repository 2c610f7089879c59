from django.db import migrations, models


def tell_scope(apps, schema_editor):
    """Files sent before are of the place in which their owners work now."""
    for found in apps.get_model("libraries", "RegistryImport").objects.select_related("owner"):
        found.owner_scope = f"{found.owner.role}:{found.owner.organisation_id or ''}"
        found.save(update_fields=["owner_scope"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_initial'),
        ('libraries', '0004_only_outlines'),
    ]

    operations = [
        migrations.AddField(
            model_name='registryimport',
            name='owner_scope',
            field=models.CharField(default='', editable=False, max_length=50),
        ),
        migrations.RunPython(tell_scope, migrations.RunPython.noop),
    ]
