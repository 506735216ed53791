"""Files that were dropped: batches, their files, and the workers that read them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0013_findings_worked_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True)),
                ("seen", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("at", models.DateTimeField(db_index=True)),
                ("checks_due", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.organization"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DroppedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("state", models.CharField(max_length=10)),
                ("worker", models.CharField(blank=True, max_length=64)),
                ("reader", models.CharField(blank=True, max_length=40)),
                ("said", models.TextField(blank=True)),
                ("parts", models.JSONField(default=dict)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("plan", models.CharField(blank=True, max_length=400)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("preview", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="store.batch"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "position"),
                        name="dropped_file_position",
                        violation_error_message="The batch has a file at this place already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("waiting", "being read", "read", "wrong", "accepted", "taken", "left"))
                        ),
                        name="dropped_file_state",
                        violation_error_message="A dropped file waits, is being read, is read, wrong, accepted, taken or left.",
                    ),
                ],
            },
        ),
    ]
