"""Run as a process of its own by the tests of the store: takes records in, and dies where it is told to.

python -m tests.store_process FOLDER STEP: sets up a record in FOLDER, takes a resolution in, then a fascicle; with
STEP `kill` it kills itself in the middle of the fascicle's transaction, with `whole` it prints the digest of its rows.
With `odd` or `even` it takes twenty resolutions into the record that is there, with `verify` it verifies it.
"""

import os
import signal
import sys


def main(folder: str, step: str) -> None:
    os.environ["THROUGHLINE_DATA"] = folder
    os.environ.pop("THROUGHLINE_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughline.web.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.store_records import fascicle, resolution
    from throughline.store.mandates.tables import Version
    from throughline.store.people import operator
    from throughline.store.taking_in import action, take_in
    from throughline.store.verifying import verify

    by = operator()
    if step in {"odd", "even"}:
        for number in range(step == "odd", 40, 2):
            take_in(records=resolution(f"A/RES/{number}/1", file=f"{number}.txt"), by=by, reader="1")
        return
    if step == "verify":
        sys.stdout.write(f"{len(verify())} findings, {Version.objects.count()} versions")
        return
    take_in(records=resolution(), by=by, reader="1")
    if step == "kill":

        def die(version: int, kind: str) -> str:
            os.kill(os.getpid(), signal.SIGKILL)
            return ""

        # The rows are written and the transaction is open when the digest of the rows is asked for.
        vars(action)["rows_digest"] = die
    take_in(records=fascicle(rows=500), by=by, reader="1")
    sys.stdout.write(Version.objects.order_by("-pk")[0].rows)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
