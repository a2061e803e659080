"""Tables of those who may read a release under embargo, and of when they did; the latter is append-only."""

from django.db import migrations, models

from kobling.rooms.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0004_revision'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipality', models.SlugField(max_length=80)),
                ('number', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('account', models.CharField(max_length=8)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('municipality', 'number', 'sha256', 'account'), name='releases_reader_account')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipality', models.SlugField(max_length=80)),
                ('number', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('account', models.CharField(max_length=8)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('municipality', 'number', 'sha256', 'account', 'day'), name='releases_reading_day')],
            },
        ),
        append_only("releases", "reading", message="that a release was read is only added to"),
    ]
