from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_append_only")]

    operations = [
        migrations.AddField(
            model_name="chain", name="acts", field=models.CharField(blank=True, default="", max_length=64)
        ),
    ]
