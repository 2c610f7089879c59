from tests.battery import Case, battery, everyone

test_permissions = battery(
    [
        Case("search", everyone(200), query={"q": "библиотеки"}, needs=["library"]),
        Case("search", everyone(200)),
    ]
)
