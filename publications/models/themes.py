"""What practices and regulatory documents are about."""

from django.db import models


class Theme(models.TextChoices):
    MANAGEMENT = "management", "организация и управление"
    FUND = "fund", "фонды и каталоги"
    SERVICE = "service", "обслуживание читателей"
    READING = "reading", "продвижение чтения"
    CHILDREN = "children", "дети и подростки"
    LOCAL = "local", "краеведение"
    MODEL = "model", "модельные библиотеки"
    ACCESS = "access", "доступная среда"
    DIGITAL = "digital", "цифровые услуги"
    STAFF = "staff", "кадры"
    FIGURES = "figures", "отчётность и статистика"
    PARTNERS = "partners", "партнёры и проекты"
