"""Addresses of consents, of the record of looks, and of making people impersonal."""

from django.urls import path

from staff.views import consents, privacy

urlpatterns = [
    path("consents/", consents.ConsentList.as_view(), name="consent-list"),
    path("of/<int:pk>/", consents.personal_data, name="personal-data"),
    path("of/<int:pk>/consent/", consents.give_consent, name="consent-give"),
    path("of/<int:pk>/contact/", consents.edit_contact, name="contact-edit"),
    path("of/<int:pk>/erase/", privacy.erase, name="erase"),
    path("of/<int:pk>/erase/files/", privacy.erase_files, name="erase-files"),
    path("consents/<int:pk>/withdraw/", consents.withdraw_consent, name="consent-withdraw"),
    path("scans/<int:pk>/", consents.scan, name="consent-scan"),
    path("texts/", privacy.text_list, name="consent-text-list"),
    path("texts/add/", privacy.create_text, name="consent-text-create"),
    path("texts/<int:pk>/", privacy.text, name="consent-text"),
    path("texts/<int:pk>/edit/", privacy.edit_text, name="consent-text-edit"),
    path("texts/<int:pk>/publish/", privacy.publish_text, name="consent-text-publish"),
    path("log/", privacy.AccessList.as_view(), name="access-list"),
]
