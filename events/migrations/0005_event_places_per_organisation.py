import django.core.validators
from django.db import migrations, models

MOST_PER_ORGANISATION = models.PositiveSmallIntegerField(
    "не больше от одного учреждения",
    null=True,
    blank=True,
    validators=[
        django.core.validators.MinValueValidator(1),
        django.core.validators.MaxValueValidator(5000),
    ],
)


class Migration(migrations.Migration):
    dependencies = [("events", "0004_closed_plans")]
    operations = [
        migrations.AddField("event", "per_organisation", MOST_PER_ORGANISATION),
        migrations.AddField("historicalevent", "per_organisation", MOST_PER_ORGANISATION.clone()),
    ]
