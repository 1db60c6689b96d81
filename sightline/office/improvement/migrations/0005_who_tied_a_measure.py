"""Who tied a measure to an action, and on what day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Of measures tied before, neither was kept: they count from the day on which their action opened."""

    dependencies = [
        ("improvement", "0004_counts_of_a_figure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="actionmeasure",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(model_name="actionmeasure", name="on", field=models.DateField(null=True)),
        # In two steps: a field that writes the time itself would give rows of before the time of this migration.
        migrations.AddField(
            model_name="actionmeasure", name="recorded_at", field=models.DateTimeField(null=True)
        ),
        migrations.AlterField(
            model_name="actionmeasure",
            name="recorded_at",
            field=models.DateTimeField(auto_now_add=True, null=True),
        ),
    ]
