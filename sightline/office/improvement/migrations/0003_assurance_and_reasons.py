"""A figure is frozen with how far it could be relied on that day; a measure is tied with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of figures frozen, and measures tied, before: neither was kept."""

    dependencies = [("improvement", "0002_parts_of_a_report")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="assurance",
            field=models.CharField(blank=True, max_length=20, default=""),
        ),
        migrations.AddField(
            model_name="actionmeasure", name="reason", field=models.TextField(blank=True, default="")
        ),
    ]
