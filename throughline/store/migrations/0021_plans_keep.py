"""What was decided on stays: triggers that refuse to change the elements of an approved version of a plan.

A later migration for which SQLite has to make these tables anew takes the triggers away: let it run `keep` again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "A version of a plan that was decided on stays as it is: amend the plan, which makes the next version."
DECIDED = "EXISTS (SELECT 1 FROM store_frameworkversion WHERE id = {row}.version_id AND state IN ('approved', 'revised'))"
EVENTS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}

SQLITE = tuple(
    f"""CREATE TRIGGER element_no_{event} BEFORE {event.upper()} ON store_element WHEN {DECIDED.format(row=row)}
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"""
    for event, row in EVENTS.items()
)
POSTGRESQL = (
    f"""CREATE FUNCTION store_element_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'INSERT' THEN
            IF {DECIDED.format(row="NEW")} THEN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END IF;
            RETURN NEW;
        END IF;
        IF {DECIDED.format(row="OLD")} THEN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER element_no_change BEFORE INSERT OR UPDATE OR DELETE ON store_element
    FOR EACH ROW EXECUTE FUNCTION store_element_refuses()""",
)
SQLITE_BACK = tuple(f"DROP TRIGGER IF EXISTS element_no_{event}" for event in EVENTS)
POSTGRESQL_BACK = (
    "DROP TRIGGER IF EXISTS element_no_change ON store_element",
    "DROP FUNCTION IF EXISTS store_element_refuses()",
)


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def loosen(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("store", "0020_frameworks")]
    operations = [migrations.RunPython(keep, loosen)]
