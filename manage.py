#!/usr/bin/env python
"""Runs Django's administrative commands for the portal."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from methodportal.environment import EnvironmentRefused


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "methodportal.settings")
    try:
        settings.DEBUG  # noqa: B018  # reads the settings, before a command says less about it
    except EnvironmentRefused as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
