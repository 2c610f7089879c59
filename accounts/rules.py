"""Who may do what with the users of the portal."""

from typing import Any

from accounts.models import User
from common.roles import Role, is_admin, is_head


def manages_users(actor: Any) -> bool:
    """Return whether `actor` may see, invite and change users: the head and the administrator."""
    return is_head(actor) or is_admin(actor)


def may_give_role(actor: Any, role: str) -> bool:
    """Only an administrator makes administrators."""
    return manages_users(actor) and (role != Role.ADMIN or is_admin(actor))


def roles_given_by(actor: Any) -> list[Role]:
    return [role for role in Role if may_give_role(actor, role)]


def may_change(actor: Any, user: User) -> bool:
    """An administrator's account is changed by administrators only."""
    return manages_users(actor) and (user.role != Role.ADMIN or is_admin(actor))


def may_deactivate(actor: Any, user: User) -> bool:
    """Nobody closes her own way in."""
    return may_change(actor, user) and user.is_active and user.pk != actor.pk


def may_reactivate(actor: Any, user: User) -> bool:
    return may_change(actor, user) and not user.is_active


def may_resend_invitation(actor: Any, user: User) -> bool:
    return may_change(actor, user) and user.is_active and user.last_login is None
