from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipality', '0005_body_ended_by'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='synonyms',
            field=models.JSONField(default=list),
        ),
    ]
