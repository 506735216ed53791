"""Opening the record for a command: settings read, tables brought up to date."""

import os
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError


def reason_not_open(data: Path | None = None) -> str | None:
    """Open the record, that in the folder `data` where one is named; what keeps it from opening, None where it opens.

    Brings the tables up to date, so that a new record is ready after it.
    """
    if data is not None:
        os.environ["THROUGHLINE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
    except ImproperlyConfigured as error:
        return str(error)
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        return f"The database cannot be used ({reason}). Look at THROUGHLINE_DATABASE."
    return None
