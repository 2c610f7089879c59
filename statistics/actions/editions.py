"""Loading editions of forms from their files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from statistics.layout import EditionError, Layout, checksum_of, layout_in
from statistics.layout.files import read_edition_file
from statistics.models import Campaign, Cell, Edition, Form, Submission
from statistics.outliers.rules import add_shipped_rules
from statistics.queries.references import references_of

SHIPPED = Path(__file__).parent.parent / "editions"


def load_edition(source: Path | str | Mapping[str, Any]) -> Edition:
    """Store the edition that a file or a definition describes, and return it.

    The same content again changes nothing. Changed content replaces an edition that no
    submission uses yet; raises EditionError for one in use, and for a wrong definition. What it
    says of forms and editions not loaded yet is no error: see `queries.references`.
    """
    definition = source if isinstance(source, Mapping) else read_edition_file(Path(source))
    layout = layout_in(definition)
    checksum = checksum_of(definition)
    with transaction.atomic():
        form = _store_form(layout)
        edition = form.editions.select_for_update().filter(code=layout.edition).first()
        if edition is not None and edition.checksum == checksum:
            return edition
        if edition is not None:
            _refuse_when_in_use(edition)
        if errors := references_of(layout).errors:
            raise EditionError(errors)
        return _store_edition(form, edition, layout, definition, checksum)


def load_shipped_editions() -> list[Edition]:
    """Load every edition that comes with the portal."""
    return [load_edition(path) for path in sorted(SHIPPED.glob("*.yaml"))]


def _refuse_when_in_use(edition: Edition) -> None:
    if Submission.objects.filter(campaign__edition=edition).exists():
        campaign = Campaign.with_cancelled.filter(edition=edition).order_by("-year")[0]
        raise EditionError(
            [
                f"Редакция «{edition.title}» уже используется ({campaign.name}), её описание "
                "не меняется. Скопируйте файл, дайте новой редакции другой код (edition) "
                "и загрузите её."
            ]
        )


def _store_form(layout: Layout) -> Form:
    form, is_new = Form.objects.update_or_create(
        code=layout.form, defaults={"title": layout.form_title, "okud": layout.okud}
    )
    if is_new:
        add_shipped_rules(form)
    return form


def _store_edition(
    form: Form,
    edition: Edition | None,
    layout: Layout,
    definition: Mapping[str, Any],
    checksum: str,
) -> Edition:
    """Write the edition and its cells, in place of the former ones when there were any."""
    edition = edition or Edition(form=form, code=layout.edition)
    edition.title = layout.title
    edition.order = layout.order
    edition.year_from = layout.year_from
    edition.year_to = layout.year_to
    edition.definition = dict(definition)
    edition.checksum = checksum
    edition.full_clean()
    edition.save()
    edition.cells.all().delete()
    Cell.objects.bulk_create(
        Cell(
            edition=edition,
            section=spec.section,
            row=spec.row,
            column=spec.column,
            address=spec.address,
            kind=spec.kind,
            places=spec.places,
            position=position,
        )
        for position, spec in enumerate(layout.cells.values(), start=1)
    )
    return edition
