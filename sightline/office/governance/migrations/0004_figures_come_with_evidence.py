"""A figure behind an answer is that of its evidence: an answer's own fields for one were never filled."""

from django.db import migrations


class Migration(migrations.Migration):
    """Every answer keeps its words and its evidence."""

    dependencies = [("governance", "0003_assurance_of_a_figure")]

    operations = [
        migrations.RemoveField(model_name="answer", name=name)
        for name in ("measure", "snapshot", "as_at", "figure", "assurance")
    ]
