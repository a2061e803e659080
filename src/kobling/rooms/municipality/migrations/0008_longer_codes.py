from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipality", "0007_stored_as_facts")]

    operations = [
        migrations.AlterField("municipality", "code", models.CharField(max_length=6, unique=True)),
    ]
