"""A report may start its numbers again: a paragraph is known by its part and its number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Paragraphs of reports saved before are all of the first part."""

    dependencies = [("improvement", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(name="paragraph", options={"ordering": ["part", "number"]}),
        migrations.RemoveConstraint(model_name="paragraph", name="one_paragraph_a_number"),
        migrations.AddField(
            model_name="paragraph", name="part", field=models.PositiveSmallIntegerField(default=1)
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("inspection", "part", "number"), name="one_paragraph_a_number"
            ),
        ),
    ]
