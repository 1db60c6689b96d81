"""A figure is frozen with what it counted and over which time, so that later ones can be held against it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Of figures frozen before, only their words were kept."""

    dependencies = [("improvement", "0003_assurance_and_reasons")]

    operations = [
        migrations.AddField(model_name="evidence", name="period_from", field=models.DateField(null=True)),
        migrations.AddField(model_name="evidence", name="period_to", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="evidence", name="recorded", field=models.PositiveIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="evidence", name="denominator", field=models.PositiveIntegerField(null=True)
        ),
    ]
