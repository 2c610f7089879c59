"""What the demo region publishes besides books: practices, regulatory documents."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import yaml

from accounts.models import User
from common.roles import Role
from methodportal.demo.registry import PRESENT_YEAR, Registry
from publications.models import Practice, Regulation

TEXTS = Path(__file__).with_name("content.yaml")


def make_content(registry: Registry, chance: random.Random) -> None:
    """Create a dozen practices and a score of regulatory documents."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for number, text in enumerate(texts["practices"]):
        _make_practice(number, text, registry, chance)
    made = {text["key"]: _make_regulation(text) for text in texts["regulations"]}
    for text in texts["regulations"]:
        if successor := text.get("replaced_by"):
            made[text["key"]].replaced_by = made[successor]
            made[text["key"]].save()


def _make_practice(
    number: int, text: dict[str, Any], registry: Registry, chance: random.Random
) -> None:
    library = chance.choice(registry.libraries)
    author = User.objects.filter(organisation=library.organisation).first()
    state = text.get("state", Practice.State.PUBLISHED)
    is_published = state == Practice.State.PUBLISHED
    Practice.objects.create(
        title=text["title"],
        theme=text["theme"],
        library=library,
        since_year=text.get("since"),
        summary=text["summary"],
        description=text["description"],
        result=text.get("result", ""),
        state=state,
        remark=text.get("remark", ""),
        proposed_by=author or User.objects.filter(role=Role.METHODIST).order_by("pk").first(),
        published_on=dt.date(PRESENT_YEAR, 1, 15) + dt.timedelta(days=23 * number)
        if is_published
        else None,
    )


def _make_regulation(text: dict[str, Any]) -> Regulation:
    return Regulation.objects.create(
        kind=text["kind"],
        issuer=text["issuer"],
        date=text["date"],
        number=text["number"],
        title=text["title"],
        theme=text["theme"],
        in_force_since=text.get("since", text["date"]),
        in_force_until=text.get("until"),
        summary=text["summary"],
    )
