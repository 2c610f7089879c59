"""What the demo region publishes besides books: practices, documents, news, its own page."""

import datetime as dt
import io
import random
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw

from accounts.models import User
from common.files.checking import CheckedFile
from common.files.kinds import JPEG
from common.roles import Role
from methodportal.demo.registry import PRESENT_YEAR, Registry
from publications.models import DepartmentPage, DepartmentPerson, News, Practice, Regulation
from publications.news.actions import add_picture

TEXTS = Path(__file__).with_name("content.yaml")


def make_content(registry: Registry, chance: random.Random) -> None:
    """Create a dozen practices, a score of regulatory documents, news and the department's page."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for number, text in enumerate(texts["practices"]):
        _make_practice(number, text, registry, chance)
    made = {text["key"]: _make_regulation(text) for text in texts["regulations"]}
    for text in texts["regulations"]:
        if successor := text.get("replaced_by"):
            made[text["key"]].replaced_by = made[successor]
            made[text["key"]].save()
    for number, text in enumerate(texts["news"]):
        _make_news(number, text)
    people = [
        DepartmentPerson.objects.create(position=place * 10, **person)
        for place, person in enumerate(texts["people"], start=1)
    ]
    DepartmentPage.objects.create(
        pk=DepartmentPage.ONLY,
        organisation=registry.organisers["science"],
        signer=people[0],
        **texts["department"],
    )


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


def _make_news(number: int, text: dict[str, Any]) -> None:
    news = News.objects.create(
        title=text["title"],
        lead=text["lead"],
        text=text["text"],
        published_on=dt.date(PRESENT_YEAR, *text["day"]) if "day" in text else None,
    )
    if "picture" in text:
        add_picture(news, _drawn(number), alt=text["picture"])


def _drawn(number: int) -> CheckedFile:
    """Draw a shelf of books in colours of its own, so that no photograph of real people is used."""
    width, height = 900, 600
    picture = Image.new("RGB", (width, height), "#eef2f4")
    draw = ImageDraw.Draw(picture)
    colours = ("#1d4f73", "#1c6b3a", "#7a4b00", "#a3211f", "#55616d", "#5b3a80")
    left = 60
    for place in range(18):
        thick, tall = 28 + (place * 7 + number * 5) % 26, 260 + (place * 53 + number * 31) % 160
        colour = colours[(place + number) % len(colours)]
        draw.rectangle((left, 480 - tall, left + thick, 480), fill=colour)
        draw.line((left + 6, 500 - tall, left + thick - 6, 500 - tall), fill="#ffffff", width=4)
        left += thick + 4
    draw.rectangle((40, 480, width - 40, 504), fill="#7b8894")
    return CheckedFile(
        _jpeg(picture),
        JPEG,
        "полка.jpg",
        width=width,
        height=height,
        thumbnail=_jpeg(picture.resize((360, 240))),
    )


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
