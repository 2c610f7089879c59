import django.db.models.deletion
from django.db import migrations, models

# The sums know no region yet, so they are forgotten: until `manage.py rollups` makes them anew,
# summaries are summed from the values.
FORGET = [
    "DELETE FROM statistics_placerollup",
    "UPDATE statistics_campaign SET rolled_up_at = NULL",
]


class Migration(migrations.Migration):

    dependencies = [
        ("libraries", "0006_dial_whole_numbers"),
        ("statistics", "0011_texts_and_files"),
    ]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="submission",
            name="statistics__campaig_f8d74d_idx",
        ),
        migrations.AddField(
            model_name="placerollup",
            name="region",
            field=models.ForeignKey(db_index=False, default=0, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="libraries.territory"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="classrollup",
            name="region",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="libraries.territory"),
        ),
        migrations.AlterField(
            model_name="value",
            name="submission",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="values", to="statistics.submission"),
        ),
        migrations.AddIndex(
            model_name="placerollup",
            index=models.Index(fields=["region", "cell", "campaign"], name="place_rollup_by_region"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["campaign", "territory", "state"], name="statistics__campaig_bb2aec_idx"),
        ),
    ]
