"""How a test signs a person in without the page for it: in two queries instead of seven."""

import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import User

_in_full = Client.force_login


def force_login(client: Client, user: User, backend: str | None = None) -> None:
    """Do what Django's own does, short of telling the signals.

    A browser that has a session already is left to Django's own: it goes on with what is in it.
    """
    if settings.SESSION_COOKIE_NAME in client.cookies or backend:
        _in_full(client, user, backend)
        return
    who = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    session = Session.objects.create(
        session_key=get_random_string(32).lower(),
        session_data=SessionStore().encode(who),
        expire_date=timezone.now() + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )
    user.last_login = timezone.now()
    User.objects.filter(pk=user.pk).update(last_login=user.last_login)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
