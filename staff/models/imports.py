"""Files with the staff, waiting for their owners."""

from common.imports.records import PreviewedImport


class StaffImport(PreviewedImport):
    """A table of people and their work."""

    class Meta(PreviewedImport.Meta):
        verbose_name = "загрузка кадров"
        verbose_name_plural = "загрузки кадров"
