"""Files that are made of what was kept, once, and stay for ever."""

from django.db import models

from common.files.storing import own_name


class KeptFile(models.Model):
    """A row with its PDF, made by a worker after the row was written."""

    file = models.FileField("файл", upload_to=own_name, max_length=200, blank=True)
    file_hash = models.CharField("SHA-256 файла", max_length=64, blank=True)

    class Meta:
        abstract = True
