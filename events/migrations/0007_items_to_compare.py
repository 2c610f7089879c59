"""Items saved with unpaired lines are listed beside what was read, so that plans can count them."""

from django.db import migrations, models


def take_out_of_rows(apps, schema_editor):
    imports = apps.get_model("events", "PlanImport").objects
    for one in imports.iterator():
        if isinstance(one.rows, dict) and "unpaired" in one.rows:
            unpaired = one.rows.pop("unpaired")
            one.unpaired = unpaired if one.state == "saved" else []
            one.save(update_fields=["rows", "unpaired"])


class Migration(migrations.Migration):
    dependencies = [("events", "0006_reminders_of_advice")]

    operations = [
        migrations.AddField(
            model_name="planimport",
            name="unpaired",
            field=models.JSONField(
                blank=True, default=list, verbose_name="пункты без сопоставления"
            ),
        ),
        migrations.AlterField(
            model_name='planchange',
            name='action',
            field=models.CharField(choices=[('added', 'добавлено'), ('changed', 'изменено'), ('moved', 'перемещено'), ('removed', 'удалено'), ('restored', 'возвращено'), ('imported', 'загружено из файла'), ('import_undone', 'загрузка отменена'), ('approved', 'утверждено'), ('reopened', 'возвращено в работу'), ('closed', 'план завершён'), ('closing_undone', 'завершённый план открыт снова'), ('marked', 'отмечено выполнение'), ('unmarked', 'снята отметка о выполнении'), ('sent', 'отправлено на согласование'), ('agreed', 'согласовано'), ('returned', 'возвращено с замечаниями'), ('withdrawn', 'отозвано с согласования'), ('answered', 'дан ответ на замечание'), ('amendment_begun', 'начато изменение плана'), ('amendment_edited', 'правка изменения плана'), ('amendment_dropped', 'изменение плана отменено'), ('amended', 'утверждено изменение плана'), ('invited', 'приглашена организация'), ('uninvited', 'приглашение отозвано'), ('shared_out', 'пункты розданы организациям'), ('handed_in', 'организация сдала свои пункты'), ('handed_back', 'пункты возвращены организации'), ('reconciled', 'сверено с файлом'), ('copied', 'перенесено из плана другого года'), ('variant', 'не записан второй вариант')], max_length=20, verbose_name='что сделано'),
        ),
        migrations.RunPython(take_out_of_rows, migrations.RunPython.noop),
    ]
