"""Everything that the database says."""

from django.apps import apps

from common.text import normalise


def all_texts() -> str:
    """Every word that the database holds: histories, the search, the record of looks."""
    texts = [
        str(row) for model in apps.get_models() for row in model._default_manager.values_list()
    ]
    return normalise(" ".join(texts))
