"""The history refuses to be changed: triggers that no code of ours can forget, on both databases.

A later migration for which SQLite has to make the table anew takes them away: let it run `keep` again at its end.
`throughline verify` says where they are missing (HI-OPEN).
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "The history is append-only: write a new line that says what was put right."

SQLITE = (
    f"""CREATE TRIGGER history_no_update BEFORE UPDATE ON store_historyline
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER history_no_delete BEFORE DELETE ON store_historyline
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    # INSERT OR REPLACE deletes without firing the delete trigger, so a number may not be given twice either.
    f"""CREATE TRIGGER history_no_replace BEFORE INSERT ON store_historyline
    WHEN EXISTS (SELECT 1 FROM store_historyline WHERE number = NEW.number OR id = NEW.id OR digest = NEW.digest
        OR previous = NEW.previous)
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION store_history_refuses() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON store_historyline
    FOR EACH ROW EXECUTE FUNCTION store_history_refuses()""",
    """CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON store_historyline
    FOR EACH STATEMENT EXECUTE FUNCTION store_history_refuses()""",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS history_no_update",
    "DROP TRIGGER IF EXISTS history_no_delete",
    "DROP TRIGGER IF EXISTS history_no_replace",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER IF EXISTS history_no_change ON store_historyline",
    "DROP TRIGGER IF EXISTS history_no_truncate ON store_historyline",
    "DROP FUNCTION IF EXISTS store_history_refuses()",
)


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def loosen(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_records")]
    operations = [migrations.RunPython(keep, loosen)]
