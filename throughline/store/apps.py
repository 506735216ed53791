"""The store as Django's application: one label, one list of migrations."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The one application of Throughline."""

    name = "throughline.store"
    label = "store"
    verbose_name = "Throughline"
    default_auto_field = "django.db.models.BigAutoField"
