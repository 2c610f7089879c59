"""In what order the tests run: those that take longest first, so that no worker waits at the end.

One file stays with one worker, as its fixtures are; the files that share the loaded region stay
together too, for to load it takes half a minute.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

_REGION = "tests/methodportal/full_region/"


class KeptTogether(LoadFileScheduling):
    """Files go to workers whole, and the folder of the loaded region as one file."""

    def _split_scope(self, nodeid: str) -> str:
        return _scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> KeptTogether:
    return KeptTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_browser = {_scope(item.nodeid) for item in items if item.get_closest_marker("browser")}

    def haste(item: pytest.Item) -> int:
        scope = _scope(item.nodeid)
        return 0 if scope == _REGION else 1 if scope in in_browser else 2

    items.sort(key=haste)


def _scope(nodeid: str) -> str:
    return _REGION if nodeid.startswith(_REGION) else nodeid.split("::", 1)[0]
