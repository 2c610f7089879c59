"""The passport of a library as PDF."""

from decimal import Decimal
from io import BytesIO

import page
import pytest
from pypdf import PdfReader

from accounts.models import User
from libraries.actions.photos import add_photo
from libraries.models import Library
from reports.documents import open_document
from tests.factories import ConsultationFactory
from tests.libraries.passports import a_photo, confirmed
from tests.reports.test_documents import pdf_of, text_of

pytestmark = pytest.mark.django_db


def test_passport_on_paper_is_tagged_with_its_pictures(library: Library, methodist: User):
    confirmed(library, latitude=Decimal("55.75"), longitude=Decimal("37.61"))
    add_photo(library, a_photo(), "Читальный зал", by=methodist)
    content = open_document("passport", {"library": library.code}).render("pdf")
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    pdf = PdfReader(BytesIO(content))
    assert any(sheet.images for sheet in pdf.pages)
    assert "55.750000, 37.610000" in text_of(pdf)


def test_passport_on_paper_has_the_photograph_and_no_consultations_for_the_public(
    library: Library, methodist: User
):
    confirmed(library, seats=34)
    add_photo(library, a_photo(), "Читальный зал", by=methodist)
    ConsultationFactory(library=library, methodist=methodist, topic__name="Учёт фонда")
    public = pdf_of("passport", library=library.code)
    assert "34" in text_of(public)
    assert "Читальный зал" in text_of(public)
    assert "Учёт фонда" not in text_of(public)
    assert "Учёт фонда" in text_of(pdf_of("passport", library=library.code, audience="inside"))


def test_the_inner_part_of_a_passport_does_not_exist_for_others(
    library: Library, librarian: User, neighbour: User, methodist: User
):
    inside = open_document("passport", {"library": library.code, "audience": "inside"})
    seen = [inside.is_visible_to(one) for one in (librarian, methodist, neighbour)]
    assert seen == [True, True, False]
    assert open_document("passport", {"library": library.code}).is_visible_to(neighbour)
