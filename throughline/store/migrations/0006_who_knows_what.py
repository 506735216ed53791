"""Who holds and who knows each document, and whose record each line of the history is about, for what is there."""

import json
from importlib import import_module

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KNOW = """INSERT INTO store_holding (organization_id, document_id, held)
    SELECT DISTINCT {organization}, {document}, {held} FROM {tables} WHERE {where}
    ON CONFLICT (document_id, organization_id) DO NOTHING"""
VERSIONS = """JOIN store_version AS version ON version.id = link.version_id
    JOIN store_takingin AS taking ON taking.id = version.taking_in_id"""


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    taken = "store_takingin AS taking JOIN store_document AS document ON document.address = taking.address"
    statements = [
        KNOW.format(
            organization="taking.organization_id",
            document="document.id",
            held="TRUE",
            tables=taken,
            where="document.held",
        )
    ]
    for table, column in (("citation", "cited_id"), ("listedmandate", "document_id"), ("followup", "document_id")):
        statements.append(
            KNOW.format(
                organization="taking.organization_id",
                document=f"link.{column}",
                held="FALSE",
                tables=f"store_{table} AS link {VERSIONS}",
                where=f"link.{column} IS NOT NULL",
            )
        )
    for statement in statements:
        schema_editor.execute(statement, params=None)
    # Nobody could sign in until now.
    apps.get_model("store", "Person").objects.update(operates=True)
    tell(apps, schema_editor)


def tell(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The organization that each line names in its data; the history lets itself be told whose it is this once."""
    lines = apps.get_model("store", "HistoryLine")
    codes = dict(apps.get_model("store", "Organization").objects.values_list("code", "pk"))
    keeping = import_module("throughline.store.migrations.0002_history_keeps")
    keeping.loosen(apps, schema_editor)
    for line in lines.objects.order_by("pk").iterator():
        if owner := codes.get(json.loads(line.data).get("organization")):
            lines.objects.filter(pk=line.pk).update(organization=owner)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
    keeping.keep(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("store", "0005_people_and_rights")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
