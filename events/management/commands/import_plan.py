"""Loads an annual plan from a file, as the page of loading does."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from common.uploads import UploadError
from events.actions import PlanError, create_plan
from events.actions.imports import change_draft, decide_all, save_import, start_import
from events.imports.draft import CREATE, LEAVE, TAKE, Draft
from events.imports.draft_item import DraftItem
from events.imports.files import read_file
from events.imports.items import build_figures, build_items
from events.imports.report import messages_of, report_of
from events.imports.tables import RawTable
from events.models import Plan, PlanImport
from events.names import NameBook
from libraries.models import Organisation


class Command(BaseCommand):
    help = (
        "Загружает годовой план из файла DOCX, XLSX, TSV или CSV и печатает прочитанные пункты. "
        "Если у организации нет плана на этот год, он создаётся. С --dry-run ничего не пишет."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="файл плана")
        parser.add_argument(
            "--organisation",
            required=True,
            metavar="CODE",
            help="чей план: код организации, её ИНН, полное или краткое название",
        )
        parser.add_argument("--year", type=int, required=True, help="год плана")
        parser.add_argument(
            "--kind",
            choices=Plan.Kind.values,
            help="вид плана: department (отдела) или consolidated (сводный); без ключа "
            "вид виден по названию в файле",
        )
        parser.add_argument(
            "--create-organisations",
            action="store_true",
            help="добавить в реестр организаторов, которых там нет (иначе остаются текстом)",
        )
        parser.add_argument(
            "--changed",
            choices=[TAKE, LEAVE],
            help="что делать с отличиями файла, выгруженного с портала, от плана: взять из файла "
            "или оставить как в плане; без ключа такой файл не загрузится",
        )
        parser.add_argument("--dry-run", action="store_true", help="только показать, не записывать")
        parser.add_argument("--format", choices=["json", "text"], default="text", help="вид вывода")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = find_organisation(options["organisation"])
        table = _read(options["file"])
        draft = Draft.of_table(table)
        kind = options["kind"] or _kind_by_title(draft.title)
        items = build_items(draft, options["year"], NameBook.load())
        plan = None
        if not options["dry_run"]:
            plan = _save(table, organisation, kind, options)
        self._print(options, organisation, draft, items, plan)

    def _print(
        self,
        options: dict[str, Any],
        organisation: Organisation,
        draft: Draft,
        items: list[DraftItem],
        plan: Plan | None,
    ) -> None:
        if options["format"] == "text":
            self._print_text(draft, items, plan)
            return
        told = {
            "file": options["file"].name,
            "organisation": str(organisation),
            "year": options["year"],
            "saved": plan is not None,
            "plan": plan.pk if plan else None,
            **report_of(draft, items),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def _print_text(self, draft: Draft, items: list[DraftItem], plan: Plan | None) -> None:
        if draft.title:
            self.stdout.write(draft.title)
        section = ""
        for item in items:
            if item.section != section:
                section = item.section
                self.stdout.write(f"\n{section}")
            organisers = "; ".join(organiser.wording for organiser in item.organisers)
            wording = "; ".join(reading.wording for reading in item.readings)
            self.stdout.write(
                f"{item.number or '—'}. {item.name}\n"
                f"    срок: {wording} → {item.period_shown or 'не указан'}\n"
                f"    организаторы: {organisers or '—'}"
            )
            if item.responsibles:
                self.stdout.write(f"    ответственные: {'; '.join(item.responsibles)}")
            for message in (*item.errors, *item.messages):
                self.stdout.write(f"    ! {message}")
        figures = build_figures(draft)
        for figure in figures:
            parts = " + ".join(f"{part.number} {part.name}" for part in figure.parts)
            self.stdout.write(f"Показатель: {figure.name} — {figure.number} {parts}".rstrip())
        for message in messages_of(draft, items):
            self.stdout.write(message)
        state = f"Сохранено в план {plan.pk}." if plan else "Ничего не записано (--dry-run)."
        self.stdout.write(f"Пунктов: {len(items)}, показателей: {len(figures)}. {state}")


def find_organisation(code: str) -> Organisation:
    """Return the organisation by its code, INN, or any of its names.

    Raises:
        CommandError: none or several answer to it.
    """
    found = list(Organisation.objects.filter(Q(code__iexact=code) | Q(inn=code) & ~Q(inn=""))[:2])
    if not found:
        mention = NameBook.load().mention(code)
        if mention.organisation is None:
            alike = ", ".join(f"«{known.title}»" for known in mention.similar)
            hint = f" Похожие: {alike}." if alike else ""
            raise CommandError(f"Организации «{code}» нет в реестре.{hint}")
        return Organisation.objects.get(pk=mention.organisation.pk)
    if len(found) > 1:
        raise CommandError(f"Под «{code}» в реестре несколько организаций: укажите код.")
    return found[0]


def _read(path: Path) -> RawTable:
    try:
        return read_file(path, path.name)
    except OSError as error:
        raise CommandError(f"Файл «{path}» не открывается: {error.strerror}.") from error
    except UploadError as error:
        raise CommandError(str(error)) from error


def _kind_by_title(title: str) -> str:
    is_consolidated = "сводный" in title.casefold()
    return Plan.Kind.CONSOLIDATED if is_consolidated else Plan.Kind.DEPARTMENT


@transaction.atomic
def _save(table: RawTable, organisation: Organisation, kind: str, options: dict[str, Any]) -> Plan:
    try:
        plan = Plan.objects.filter(
            organisation=organisation, year=options["year"], kind=kind
        ).first() or create_plan(_new_plan(table, organisation, kind, options["year"]), None)
        made = start_import(plan, table, options["file"].name, None)
        if options["create_organisations"]:
            _confirm_new_names(made, plan.year)
        if options["changed"]:
            decide_all(made, options["changed"])
        save_import(made, None)
    except (PlanError, ValidationError) as error:
        raise CommandError(str(error)) from error
    return plan


def _new_plan(table: RawTable, organisation: Organisation, kind: str, year: int) -> Plan:
    title = Draft.of_table(table).title or f"План работы на {year} год"
    return Plan(organisation=organisation, kind=kind, year=year, title=title)


def _confirm_new_names(made: PlanImport, year: int) -> None:
    def confirm(draft: Draft) -> None:
        items = build_items(draft, year, NameBook.load())
        organisers = (organiser for item in items for organiser in item.organisers)
        new = {each.wording for each in organisers if each.organisation is None}
        draft.set_names(dict.fromkeys(new, CREATE))

    change_draft(made, confirm)
