"""Every address of the portal has its cases in the permission battery."""

from importlib import import_module
from pathlib import Path

from tests.battery import Case, portal_addresses

TESTS = Path(__file__).resolve().parent.parent


def all_cases() -> list[Case]:
    modules = [
        import_module(f"tests.{path.parent.name}.{path.stem}")
        for path in sorted(TESTS.glob("*/test_*.py"))
        if "\ntest_permissions = battery(" in path.read_text()
    ]
    return [case for module in modules for case in module.test_permissions.cases]


def test_every_address_has_a_case():
    covered = {case.url for case in all_cases()}
    missing = portal_addresses() - covered
    assert not missing, "Addresses without a permission case:\n" + "\n".join(sorted(missing))


def test_every_case_speaks_of_an_address_that_exists():
    unknown = {case.url for case in all_cases()} - portal_addresses()
    assert not unknown, f"Cases of unknown addresses: {sorted(unknown)}"
