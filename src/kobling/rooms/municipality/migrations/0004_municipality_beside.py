from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipality', '0003_municipality_publish'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='beside',
            field=models.JSONField(null=True),
        ),
    ]
