"""Frameworks of results with their versions and elements, and what contributes to what."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0019_suggestions_by_source'),
    ]

    operations = [
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('code', models.CharField(max_length=40)),
                ('address', models.CharField(max_length=100, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('levels', models.JSONField(default=list)),
                ('rolling', models.PositiveSmallIntegerField(default=0)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('made', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frameworks', to='store.organization')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.unit')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('organization', 'code'), name='framework_code', violation_error_message='The organization has a plan with this code already.'),
                    models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{4}-[A-Za-z0-9][A-Za-z0-9-]*$')), name='framework_code_form', violation_error_message='The code of a plan is a year, a hyphen, and letters or digits: 2024-27.'),
                    models.CheckConstraint(condition=models.Q(('kind__in', ('strategic', 'financial', 'operational'))), name='framework_kind', violation_error_message='A plan is strategic, financial or operational.'),
                    models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='framework_period', violation_error_message='A plan ends after it starts.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='FrameworkVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(default='draft', max_length=20)),
                ('reason', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('written', models.DateTimeField()),
                ('submitted', models.DateTimeField(null=True)),
                ('advised', models.DateTimeField(null=True)),
                ('advice', models.TextField(blank=True)),
                ('decided', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('advised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='store.framework')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('framework', 'number'), name='framework_version_number', violation_error_message='The plan has a version with this number already.'),
                    models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('framework',), name='framework_approved_once', violation_error_message='One version of a plan is approved at a time.'),
                    models.UniqueConstraint(condition=models.Q(('state__in', ('approved', 'revised')), _negated=True), fields=('framework',), name='framework_drafted_once', violation_error_message='One version of a plan is in the making at a time.'),
                    models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'advised', 'approved', 'revised'))), name='framework_version_state', violation_error_message='A version is a draft, submitted, advised, approved or revised.'),
                    models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='framework_amended_for_a_reason', violation_error_message='An amendment says why.'),
                    models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_by__isnull', False), _connector='OR'), name='framework_submitted_by_somebody', violation_error_message='Somebody submits a version before it is advised or approved.'),
                    models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'submitted')), models.Q(('decided_by__isnull', False), ('state__in', ('approved', 'revised')), models.Q(('decided_by', models.F('submitted_by')), _negated=True)), models.Q(('advised_by__isnull', False), models.Q(('state__in', ('approved', 'revised')), _negated=True), models.Q(('advised_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='framework_second_person', violation_error_message='Another person than who submitted a version advises on it and approves it.'),
                ],
            },
        ),
        migrations.AddField(
            model_name='framework',
            name='standing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.frameworkversion'),
        ),
        migrations.CreateModel(
            name='Element',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('address', models.CharField(db_index=True, max_length=200)),
                ('code', models.CharField(max_length=60)),
                ('parent', models.CharField(blank=True, max_length=200)),
                ('level', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=500)),
                ('text', models.TextField(blank=True)),
                ('assumptions', models.TextField(blank=True)),
                ('goals', models.JSONField(default=list)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='store.unit')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elements', to='store.frameworkversion')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('version', 'address'), name='element_address', violation_error_message='The plan has an element with this code already.'),
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='element_title', violation_error_message='An element has a title.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('source', models.CharField(db_index=True, max_length=400)),
                ('target', models.CharField(db_index=True, max_length=400)),
                ('numerator', models.PositiveBigIntegerField(null=True)),
                ('denominator', models.PositiveBigIntegerField(null=True)),
                ('start', models.DateField(null=True)),
                ('end', models.DateField(null=True)),
                ('rationale', models.TextField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('made', models.DateTimeField()),
                ('changed', models.DateTimeField()),
                ('ended', models.DateTimeField(null=True)),
                ('ending', models.TextField(blank=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='store.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'ended', 'source'], name='contribution_of_source')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('denominator', None), ('numerator', None)), models.Q(('denominator__gte', 1), ('numerator__gte', 1), ('numerator__lte', models.F('denominator'))), _connector='OR'), name='contribution_share', violation_error_message='A share is more than nothing and at most the whole.'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='contribution_ends', violation_error_message='Nothing contributes to itself.'), models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gt', models.F('start')), _connector='OR'), name='contribution_period', violation_error_message='A contribution ends after it starts.'), models.CheckConstraint(condition=models.Q(('rationale', ''), _negated=True), name='contribution_rationale', violation_error_message='A contribution says why the one serves the other.')],
            },
        ),
    ]
