"""Periods keep their stretches apart: «12, 19 марта» is two days, not a week.

What stands already is read again, and may become narrower by it («по вторникам марта» begins on
the first Tuesday); a wording that would be read otherwise today keeps its meaning.
"""

from django.db import migrations, models

from events.periods import read_period
from events.periods.stretches import as_pairs


def read_again(apps, schema_editor):
    model = apps.get_model("events", "ItemPeriod")
    changed = []
    for period in model.objects.filter(is_understood=True).select_related("item__plan"):
        is_main = period.role == "main"
        wording = period.wording if is_main else period.wording.partition(":")[2]
        reading = read_period(wording, period.item.plan.year)
        if len(reading.stretches) > 1 and _is_within(reading, period):
            period.start, period.end = reading.start, reading.end
            period.stretches_apart = as_pairs(reading.stretches)
            changed.append(period)
    model.objects.bulk_update(changed, ["start", "end", "stretches_apart"], batch_size=500)


def _is_within(reading, period):
    return period.start <= reading.start and reading.end <= period.end


class Migration(migrations.Migration):
    dependencies = [("events", "0002_decrees_of_moved_days_off")]

    operations = [
        migrations.AddField(
            model_name="itemperiod",
            name="stretches_apart",
            field=models.JSONField(blank=True, default=list, verbose_name="отрезки"),
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
