"""Files with the registry, waiting for their owners."""

from common.imports.records import PreviewedImport


class RegistryImport(PreviewedImport):
    """A table of libraries, organisations or inhabitants; `kind` is the importer's."""

    class Meta(PreviewedImport.Meta):
        verbose_name = "загрузка реестра"
        verbose_name_plural = "загрузки реестра"
