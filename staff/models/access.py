"""The record of who has looked at people's data."""

from django.conf import settings
from django.db import models

from staff.models.employees import Employee


class PersonalDataAccess(models.Model):
    """Who looked at people's data, and when: one page of one person, or a list."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто"
    )
    employee = models.ForeignKey(
        Employee,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accesses",
        verbose_name="о ком",
    )
    what = models.CharField("что", max_length=300)
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        verbose_name = "просмотр персональных данных"
        verbose_name_plural = "просмотры персональных данных"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.what}"
