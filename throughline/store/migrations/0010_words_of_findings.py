"""What the message of a finding is made of, so that it can be told in other languages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_what_was_done_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptfinding",
            name="said",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="standingfinding",
            name="said",
            field=models.JSONField(default=dict),
        ),
    ]
