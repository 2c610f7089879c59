"""Workbooks filled in without the portal, waiting for their owners' last word."""

from django.db import models

from common.imports.records import PreviewedImport
from statistics.models.campaigns import Campaign
from statistics.models.submissions import Submission


class UploadManager(models.Manager):
    """Workbooks of collections that stand: those of a cancelled one wait till it is restored."""

    def get_queryset(self) -> models.QuerySet["OfflineUpload"]:
        return super().get_queryset().exclude(campaign__state=Campaign.State.CANCELLED)


class OfflineUpload(PreviewedImport):
    """A filled workbook: what was typed in it, and what it would change.

    `source` are its sheets, see `statistics.offline.comparing.Filled`; `rows` are the cells in
    which it differs; `answers` tell by «submission:address» whose value a person has chosen.
    `submission` is the report the file was brought to, None when it was brought to the campaign.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="+")

    objects = UploadManager()

    class Meta(PreviewedImport.Meta):
        verbose_name = "заполненный бланк"
        verbose_name_plural = "заполненные бланки"
