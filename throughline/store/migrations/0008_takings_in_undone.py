"""A taking-in can be undone: when and by whom, and which documents nothing speaks of any more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_units_answer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="takingin",
            name="taken_in_once",
        ),
        migrations.AddField(
            model_name="document",
            name="known",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="takingin",
            name="undone_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="takingin",
            name="undone_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("held", False), ("known", True), _connector="OR"),
                name="document_held_is_known",
                violation_error_message="A document that is held is known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="takingin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("organization", "source", "reader"),
                name="taken_in_once",
                violation_error_message="This reader has read this file already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="takingin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="taking_in_undone_by_somebody",
                violation_error_message="What is undone says when and by whom.",
            ),
        ),
    ]
