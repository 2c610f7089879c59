"""Who may open which page of users."""

import pytest

from accounts.invitations import key_of
from common.roles import Role
from tests.battery import Case, battery, everyone, signed_in
from tests.factories import UserFactory

MANAGERS = ["sign-in", 403, 403, 403, 200, 200]
DOERS = ["sign-in", 403, 403, 403, 302, 302]
CONFIRM_FIRST = signed_in(302)
METHODIST = {"pk": "@methodist.pk"}
ADMIN = {"pk": "@admin.pk"}


@pytest.fixture
def person_form():
    return {
        "email": "new@example.ru",
        "last_name": "Новикова",
        "first_name": "Ольга",
        "role": Role.METHODIST,
        "version": 1,
    }


@pytest.fixture
def invitation(methodist):
    methodist.set_unusable_password()
    methodist.save()
    return key_of(methodist)


@pytest.fixture
def closed(db):
    return UserFactory(is_active=False)


CASES = [
    Case("accounts:user-list", MANAGERS),
    Case("accounts:invite", MANAGERS),
    Case("accounts:invite", DOERS, method="post", data="@person_form"),
    Case("accounts:user", MANAGERS, kwargs=METHODIST),
    Case("accounts:user", DOERS, kwargs=METHODIST, method="post", data="@person_form"),
    Case(
        "accounts:user",
        ["sign-in", 403, 403, 403, 403, 200],
        kwargs=ADMIN,
        method="post",
        data={"last_name": ""},
    ),
    Case("accounts:user", ["sign-in", 403, 403, 403, 404, 404], kwargs={"pk": 999999}),
    Case("accounts:resend", DOERS, kwargs=METHODIST, method="post"),
    Case("accounts:deactivate", DOERS, kwargs={"pk": "@librarian.pk"}, method="post"),
    Case("accounts:deactivate", ["sign-in", 403, 403, 403, 403, 403], kwargs=ADMIN, method="post"),
    Case("accounts:reactivate", DOERS, kwargs={"pk": "@closed.pk"}, method="post"),
    Case("accounts:profile", signed_in(200)),
    Case("accounts:accept", everyone(200), kwargs={"key": "@invitation"}),
    Case("accounts:accept", everyone(410), kwargs={"key": "spoilt"}),
    Case("account_login", [200, 302, 302, 302, 302, 302]),
    Case("account_logout", [302, 200, 200, 200, 200, 200]),
    Case("account_inactive", everyone(200)),
    Case("account_reauthenticate", signed_in(200)),
    Case("account_change_password", signed_in(200)),
    Case("account_reset_password", everyone(200)),
    Case("account_reset_password_done", everyone(200)),
    Case("account_reset_password_from_key_done", everyone(200)),
    Case(
        "account_reset_password_from_key",
        everyone(200),
        kwargs={"uidb36": "1", "key": "abc-def"},
    ),
    Case("mfa_index", signed_in(200)),
    Case("mfa_authenticate", signed_in(302)),
    Case("mfa_reauthenticate", CONFIRM_FIRST),
    Case("mfa_activate_totp", CONFIRM_FIRST),
    Case("mfa_deactivate_totp", signed_in(404)),
    Case("mfa_view_recovery_codes", signed_in(404)),
    Case("mfa_generate_recovery_codes", CONFIRM_FIRST),
    Case("mfa_download_recovery_codes", signed_in(404)),
]

test_permissions = battery(CASES)
