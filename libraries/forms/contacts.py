"""The form of a person to turn to."""

from common.editing import VersionedForm
from libraries.models import OrganisationContact


class ContactForm(VersionedForm):
    groups = (("Кто", ("post", "name", "purpose")), ("Связь", ("phone", "email")))

    class Meta:
        model = OrganisationContact
        fields = ["post", "name", "purpose", "phone", "email"]
