import io

import pytest
from docx import Document
from pypdf import PdfWriter

from publications.models import Publication
from tests.factories import PublicationFactory


@pytest.fixture
def pdf() -> bytes:
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.fixture
def published(db) -> Publication:
    return PublicationFactory(title="Мобильная библиотека: первые шаги")


@pytest.fixture
def draft(db) -> Publication:
    return PublicationFactory(
        title="Черновик дайджеста", kind="digest", state="in_work", published_on=None
    )
