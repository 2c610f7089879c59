"""Storage of collected static files."""

import re
from collections.abc import Callable
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "js/"


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
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
