import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from methodportal.static_files import HashedStaticFilesStorage

_IMPORT = re.compile(r'^import\s*(?:[^"]*\sfrom\s*)?"(\./[^"]+)"', re.MULTILINE)
MODULES = sorted((Path(settings.BASE_DIR) / "static/js").rglob("*.js"))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Our scripts as they are served at work."""
    storage = HashedStaticFilesStorage(location=tmp_path_factory.mktemp("static"))
    source = finders.get_finder("django.contrib.staticfiles.finders.FileSystemFinder")
    ours = source.storages[settings.STATICFILES_DIRS[0]]
    paths = {}
    for module in MODULES:
        name = module.relative_to(settings.STATICFILES_DIRS[0]).as_posix()
        with ours.open(name) as file:
            storage.save(name, file)
        paths[name] = (storage, name)
    for _name, _hashed, done in storage.post_process(paths):
        if isinstance(done, Exception):
            raise done
    return storage


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_import_each_other_by_the_names_that_are_kept(collected, module):
    name = module.relative_to(settings.STATICFILES_DIRS[0]).as_posix()
    hashed = Path(collected.path(collected.stored_name(name)))
    imports = _IMPORT.findall(hashed.read_text())
    assert len(imports) == len(_IMPORT.findall(module.read_text()))
    for imported in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", imported), imported
        assert (hashed.parent / imported).is_file()
