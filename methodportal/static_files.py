"""Storage of static files: as they lie on trial, collected at work."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "js/"


class _AddressesFoundOnce:
    """Finds the address of a file once: every page names a dozen, always the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        if name not in self._addresses:
            self._addresses[name] = super().url(name, *args, **kwargs)
        return self._addresses[name]


class PlainStaticFilesStorage(_AddressesFoundOnce, StaticFilesStorage):
    """Names as they are written."""


class HashedStaticFilesStorage(_AddressesFoundOnce, CompressedManifestStaticFilesStorage):
    """Names with a hash, inside our modules too.

    Files without a hash are not kept, so that `import "./sheet.js"` must be rewritten to the
    hashed name, which Django does not do unless asked. Scripts of others stay as they are: some
    speak of modules that are not shipped.
    """

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Callable[[re.Match], str]:
        if name.endswith(".js") and not name.startswith(OWN_MODULES):
            return lambda match: match[0]
        return super().url_converter(name, *args, **kwargs)
