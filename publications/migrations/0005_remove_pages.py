from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("publications", "0004_move_pages_people_and_files")]
    operations = [
        migrations.RemoveField(model_name="historicalpublication", name="pages"),
        migrations.RemoveField(model_name="publication", name="pages"),
    ]
