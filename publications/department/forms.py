"""Forms of the department's page."""

from django import forms

from common.editing import VersionedForm
from common.rich_text import HELP
from publications.models import DepartmentPage, DepartmentPerson


class DepartmentPageForm(VersionedForm):
    groups = (
        ("О нас", ("about", "tasks")),
        ("Как найти", ("address", "phone", "email", "hours")),
        ("Документы отдела", ("organisation", "signer")),
    )

    class Meta:
        model = DepartmentPage
        fields = [
            "about", "tasks", "address", "phone", "email", "hours", "organisation", "signer",
        ]  # fmt: skip
        widgets = {
            "about": forms.Textarea(attrs={"rows": 6}),
            "tasks": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {"about": HELP, "hours": "Например: понедельник — пятница, 9:00–18:00."}


class DepartmentPersonForm(VersionedForm):
    groups = (
        ("Человек", ("name", "post", "duties", "position")),
        ("Рабочие контакты", ("phone", "email", "is_contact_open")),
    )

    class Meta:
        model = DepartmentPerson
        fields = ["name", "post", "duties", "position", "phone", "email", "is_contact_open"]
        help_texts = {"position": "Меньшее число — выше: 10, 20, 30…"}
