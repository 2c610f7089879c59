"""Saved choices of the summary builder in the demo region."""

from accounts.models import User
from common.roles import Role
from statistics.actions.published import publish_summary
from statistics.models import Campaign, SummaryPreset
from statistics.published.making import offered_chapters

SHARED = (
    (
        "Сельские библиотеки за пять лет",
        "rows=territory&kind=rural&years=5&show=percent&what=users&what=visits",
    ),
    ("Детское чтение по учреждениям", "rows=organisation&what=children&what=users&show=share"),
)
OWN = ("Наши филиалы", "rows=library&what=users&what=visits&what=loans&show=percent&show=rank")

_FOREWORD = "Сведения собраны по форме № 6-НК от всех общедоступных библиотек Синегорской области."


def publish_summaries() -> None:
    """Show the summaries of two finished years to everybody, once their sums are ready."""
    head = User.objects.filter(role=Role.HEAD).order_by("pk").first()
    closed = Campaign.objects.filter(form__code="6-nk", state=Campaign.State.CLOSED)
    for campaign in closed.select_related("form", "edition").order_by("-year")[:2]:
        publish_summary(campaign, list(offered_chapters(campaign))[:6], _FOREWORD, head)


def make_saved_choices() -> None:
    """Save two choices that all see, and one of the demo librarian's own."""
    methodist = User.objects.filter(role=Role.METHODIST).order_by("pk").first()
    librarian = User.objects.filter(role=Role.LIBRARIAN).order_by("pk").first()
    rows = [
        SummaryPreset(name=name, query=f"form=6-nk&{query}", owner=methodist, is_shared=True)
        for name, query in SHARED
    ]
    rows.append(SummaryPreset(name=OWN[0], query=f"form=6-nk&{OWN[1]}", owner=librarian))
    SummaryPreset.objects.bulk_create(rows)
