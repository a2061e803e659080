"""Tables of those who asked for a mail at each release, and of how often a sender has asked."""

from secrets import token_urlsafe

from django.db import models


def new_token() -> str:
    """Return the secret part of the links in the mails to a follower."""
    return token_urlsafe(24)


class Follower(models.Model):
    """An address that mails were asked for. The row is deleted when its reader unsubscribes."""

    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, related_name="+")
    email = models.CharField(max_length=254)
    """In lower case, so that each reader is there once."""
    language = models.CharField(max_length=2)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    """Stands in the links of the mails to it alone; by it the reader confirms and unsubscribes."""
    asked = models.DateTimeField()
    confirmed = models.DateTimeField(null=True)
    newest_release = models.PositiveIntegerField(default=0)
    """The number of the newest release that it got a mail about, or that was there when it began."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("municipality", "email"), name="followers_follower_once"),)


class Request(models.Model):
    """One time that mails were asked for, by a hash of where from, whose salt is of the day and then forgotten."""

    sender_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
