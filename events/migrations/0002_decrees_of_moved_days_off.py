from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="moveddayoff",
            name="decree",
            field=models.CharField(
                default="", max_length=100, verbose_name="дата и номер постановления"
            ),
            preserve_default=False,
        ),
    ]
