"""The table of messages to accounts and followers, and of what has become of each."""

from secrets import token_hex

from django.conf import settings
from django.db import models

from kobling.rooms.messages.records import Cadence, State

ANSWER_LENGTH = 500
"""Characters of a mail server's answer that are kept."""


def new_message_id() -> str:
    """Return a random name of a message, the first half of its Message-ID."""
    return token_hex(16)


class Message(models.Model):
    """A message, which waits in the outbox until it is sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", null=True)
    follower = models.ForeignKey("followers.Follower", models.CASCADE, related_name="messages", null=True)
    """Who it is to, where that is no account."""
    template = models.CharField(max_length=40)
    """What kind of message it is: `invitation`."""
    occasion = models.CharField(max_length=60, null=True)
    """What there is one message of for each reader: `digest 2026-12-01`. None where there may be any number."""
    subject = models.CharField(max_length=200)
    """In the language of the reader, as the body is. Both are empty where they are written when it is sent."""
    body = models.TextField()
    """Emptied when it is sent."""
    created = models.DateTimeField()
    message_id = models.CharField(max_length=32, default=new_message_id)
    """The same at every attempt, so that who gets it twice sees one message."""
    state = models.CharField(max_length=10, default=State.WAITING)
    """A value of State."""
    claim = models.CharField(max_length=16, blank=True, default="")
    """Of the attempt that has begun; a later answer to another attempt changes nothing."""
    claimed = models.DateTimeField(null=True)
    """When that attempt began."""
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    answer = models.CharField(max_length=ANSWER_LENGTH, blank=True, default="")
    """The words of the mail server or of this one at the last attempt."""
    sent = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_message"  # where it was first
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "next_attempt"), name="messages_by_next_attempt"),)
        constraints = (
            models.UniqueConstraint(fields=("user", "occasion"), name="messages_once_to_account"),
            models.UniqueConstraint(fields=("follower", "occasion"), name="messages_once_to_follower"),
        )


class DigestChoice(models.Model):
    """What an account has chosen about its digests, and when it was considered last."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cadence = models.CharField(max_length=10, default=Cadence.WEEKLY)
    """A value of Cadence."""
    grace_days = models.PositiveSmallIntegerField(default=3)
    considered = models.DateField(null=True)
