from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipality', '0002_leader'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='publish',
            field=models.JSONField(default=dict),
        ),
    ]
