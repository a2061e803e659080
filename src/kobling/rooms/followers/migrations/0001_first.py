"""Tables of those who asked for a mail at each release, and of how often a sender has asked."""

import django.db.models.deletion
import kobling.rooms.followers.models
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    initial = True

    dependencies = [
        ('municipality', '0007_stored_as_facts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender_hash', models.CharField(db_index=True, max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=254)),
                ('language', models.CharField(max_length=2)),
                ('token', models.CharField(default=kobling.rooms.followers.models.new_token, max_length=40, unique=True)),
                ('asked', models.DateTimeField()),
                ('confirmed', models.DateTimeField(null=True)),
                ('newest_release', models.PositiveIntegerField(default=0)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipality.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'email'), name='followers_follower_once')],
            },
        ),
    ]
