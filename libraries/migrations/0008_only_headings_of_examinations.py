import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0007_headings_of_examinations'),
    ]

    operations = [
        migrations.AlterField(
            model_name='examination',
            name='outline',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outline', verbose_name='разделы заявки'),
        ),
        *(
            migrations.RemoveField(model_name=model, name=name)
            for model in ('examination', 'historicalexamination')
            for name in ('about', 'activity', 'grounds')
        ),
    ]
