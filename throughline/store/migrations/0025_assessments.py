"""Self-assessments of nodes of plans, by year: the stage of each pillar, why, and what shows it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

PERSON = settings.AUTH_USER_MODEL
KEPT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
NUMBER = {"auto_created": True, "primary_key": True, "serialize": False, "verbose_name": "ID"}


class Migration(migrations.Migration):
    dependencies = [("store", "0023_reports_kept")]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(**NUMBER)),
                ("node", models.CharField(max_length=280)),
                ("year", models.PositiveSmallIntegerField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("assessed", models.DateTimeField()),
                ("confirmed", models.DateTimeField(null=True)),
                ("assessed_by", models.ForeignKey(to=PERSON, **KEPT)),
                ("confirmed_by", models.ForeignKey(to=PERSON, null=True, **KEPT)),
                ("organization", models.ForeignKey(to="store.organization", **KEPT)),
                (
                    "unit",
                    models.ForeignKey(
                        to="store.unit",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "node", "year"),
                        name="assessment_once",
                        violation_error_message="This part of a plan has an assessment for that year: change it.",
                    ),
                    models.CheckConstraint(
                        condition=Q(confirmed=None, confirmed_by=None)
                        | Q(confirmed__isnull=False, confirmed_by__isnull=False),
                        name="assessment_confirmed",
                        violation_error_message="What is confirmed says by whom.",
                    ),
                    models.CheckConstraint(
                        condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("assessed_by")),
                        name="assessment_second_person",
                        violation_error_message="Another person than who wrote it confirms an assessment.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(**NUMBER)),
                ("pillar", models.CharField(max_length=20)),
                ("stage", models.PositiveSmallIntegerField()),
                ("reason", models.TextField()),
                ("evidence", models.TextField(blank=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        to="store.assessment",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "pillar"),
                        name="judgement_once",
                        violation_error_message="A pillar is judged once in a year.",
                    ),
                    models.CheckConstraint(
                        condition=Q(stage__gte=1, stage__lte=9),
                        name="judgement_stage",
                        violation_error_message="Stages are counted from 1.",
                    ),
                    models.CheckConstraint(
                        condition=~Q(reason=""),
                        name="judgement_reason",
                        violation_error_message="A judgement says why the pillar stands at its stage.",
                    ),
                ],
            },
        ),
    ]
