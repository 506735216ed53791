"""Tracked changes kept line by line, in three views."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("store", "0017_calendar_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name='TrackedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('view', models.CharField(max_length=10)),
                ('part', models.CharField(max_length=10)),
                ('label', models.TextField(blank=True)),
                ('pieces', models.JSONField(default=list)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.version')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('view__in', ('adopted', 'proposed', 'marked'))), name='tracked_line_view', violation_error_message='A view is adopted, proposed or marked.')],
            },
        ),
    ]
