"""The store as Django's application: one label, one list of migrations."""

import gc

from django.apps import AppConfig

# Figures are made of hundreds of thousands of tuples, none of them in a circle: looking for circles among them every
# 700 objects, as Python does, takes a third of the time of a large report.
OBJECTS_BETWEEN = 50_000


class StoreConfig(AppConfig):
    """The one application of Throughline."""

    name = "throughline.store"
    label = "store"
    verbose_name = "Throughline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look for circles of objects more seldom than Python does."""
        gc.set_threshold(OBJECTS_BETWEEN, 10, 10)
