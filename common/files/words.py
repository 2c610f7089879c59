"""The words inside a file, read in the sandbox: for searching."""

from collections.abc import Mapping

from common.files.kinds import DOCX, PDF, XLSX
from common.sandbox import run_in_sandbox

READERS: Mapping[str, str] = {
    PDF.key: "common.files.pdf_reader:read_text",
    DOCX.key: "common.files.docx_reader:read_text",
    XLSX.key: "common.workbook_reader:read_text",
}


def read_words(kind: str, data: bytes) -> str:
    """Return the words of a file of a kind that stands in READERS; a scan has none.

    Raises UploadError for a file that is broken, protected or too hard to read.
    """
    found: str = run_in_sandbox(READERS[kind], data)
    return found
