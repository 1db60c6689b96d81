"""A figure is frozen with how far it could be relied on that day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of figures frozen before, it was not kept."""

    dependencies = [("governance", "0002_minutes_by_an_act")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="assurance",
            field=models.CharField(blank=True, max_length=20, default=""),
        ),
    ]
