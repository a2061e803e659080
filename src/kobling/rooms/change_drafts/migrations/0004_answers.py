from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('change_drafts', '0003_whole_titles'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='answers',
            field=models.TextField(null=True),
        ),
    ]
