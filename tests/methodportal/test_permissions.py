"""Who may open the addresses of the site itself."""

from tests.battery import Case, battery, everyone

CASES = [
    Case("health", everyone(200)),
    Case("home", everyone(200)),
    Case("theme", everyone(302), method="post", data={"theme": "contrast", "next": "/"}),
]

test_permissions = battery(CASES)
