import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('libraries', '0003_outlines'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='collection',
        ),
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='concept',
        ),
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='events',
        ),
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='people',
        ),
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='results',
        ),
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='situation',
        ),
        migrations.RemoveField(
            model_name='historicalmodelapplication',
            name='space',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='collection',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='concept',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='events',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='people',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='results',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='situation',
        ),
        migrations.RemoveField(
            model_name='modelapplication',
            name='space',
        ),
        migrations.RemoveField(
            model_name='monitoringanswer',
            name='key',
        ),
        migrations.RemoveField(
            model_name='historicalmonitoringanswer',
            name='key',
        ),
        migrations.AlterField(
            model_name='competition',
            name='outline',
            field=models.ForeignKey(help_text='По этим разделам библиотеки пишут заявку.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outline', verbose_name='разделы заявки'),
        ),
        migrations.AlterField(
            model_name='modelmonitoring',
            name='outline',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outline', verbose_name='критерии'),
        ),
        migrations.AlterField(
            model_name='monitoringanswer',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='libraries.outlineitem', verbose_name='критерий'),
        ),
        migrations.AddConstraint(
            model_name='monitoringanswer',
            constraint=models.UniqueConstraint(fields=('monitoring', 'criterion'), name='criterion_once'),
        ),
    ]
