"""Run as a process of its own by the tests of reading: drops papers and accepts them, or says how far a worker came.

python -m tests.reading_process drop: drops the demo's texts and asks for them. `look` verifies the record, accepts what
was read since, and prints the findings, the versions and the files by state.
"""

import os
import sys
from collections import Counter


def main(step: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughline.web.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.test_reading import PAPERS, batch_of
    from throughline.store.models import Batch, DroppedFile, Version
    from throughline.store.organizations import organization_with
    from throughline.store.people import operator
    from throughline.store.reading import actions
    from throughline.store.verifying import verify
    from throughline.web.work import tasks

    if step == "drop":
        organization_with("HWU")
        tasks.go_on.enqueue(batch_of(operator(), *PAPERS).code)
        return
    counted = Counter(DroppedFile.objects.values_list("state", flat=True))
    states = ", ".join(f"{state}: {count}" for state, count in sorted(counted.items()))
    sys.stdout.write(f"{len(verify())} findings, {Version.objects.count()} versions, {states}")
    batch = Batch.objects.get()
    if actions.accept(by=operator(), batch=batch):
        tasks.go_on.enqueue(batch.code)


if __name__ == "__main__":
    main(sys.argv[1])
