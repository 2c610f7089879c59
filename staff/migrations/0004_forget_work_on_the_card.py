from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("staff", "0003_move_work_off_the_card"),
    ]

    operations = [
        migrations.RemoveField(
            model_name='employee',
            name='birth_year',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='career_start_year',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='education',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='is_library_education',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='left_on',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='library',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='post',
        ),
        migrations.RemoveField(
            model_name='employee',
            name='rate',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='birth_year',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='career_start_year',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='education',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='is_library_education',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='left_on',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='library',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='post',
        ),
        migrations.RemoveField(
            model_name='historicalemployee',
            name='rate',
        ),
    ]
