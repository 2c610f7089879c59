from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0005_event_places_per_organisation")]
    operations = [
        migrations.AddField(
            "visitadvice", "reminded_for", models.DateField(null=True, editable=False)
        ),
    ]
