"""Tables of accounts with their assignments and invitations, and of wrong passwords."""

from secrets import choice

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from kobling.records.rights import Role

KEY_CHARACTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that are not mistaken for one another."""
RANDOM_CHARACTERS = 7

SESSION_HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
"""As in Django, so that sessions from before an upgrade last."""


def new_key() -> str:
    """Return a random key of an account, such as `k7f3q2m9`."""
    return "k" + "".join(choice(KEY_CHARACTERS) for _ in range(RANDOM_CHARACTERS))


class User(AbstractBaseUser):
    """An account: a name to sign in with, perhaps an e-mail address, and no other fact about a person.

    No row is ever deleted.
    """

    key = models.CharField(max_length=8, unique=True, default=new_key)
    name = models.CharField(max_length=200, unique=True, null=True)
    """None where it was erased."""
    email = models.CharField(max_length=254, null=True)
    """Where messages are sent; nothing is recognised by it."""
    language = models.CharField(max_length=2, default="da")
    """Of the messages to the account."""
    session_salt = models.CharField(max_length=16, blank=True, default="")
    """Changed to end all sessions at once."""
    is_demo = models.BooleanField(default=False)
    """Made by the demonstration, and refused outside it."""
    added = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "name"

    class Meta:
        ordering = ("name",)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session has to hold: another one after a new password, and when all sessions are ended."""
        material = self.password + self.session_salt
        return salted_hmac(SESSION_HASH_SALT, material, secret=secret, algorithm="sha256").hexdigest()


class Assignment(models.Model):
    """A role that an account has, in one municipality or in all of this server's."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, null=True, related_name="+")
    place_kind = models.CharField(max_length=30, blank=True)
    """`body`, `unit` or `goal`; empty for the whole municipality."""
    place_key = models.CharField(max_length=63, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "municipality", "place_kind", "place_key"), name="people_assignment_once"
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=models.Q(municipality__isnull=True),
                name="people_assignment_everywhere",
            ),
        )


class Invitation(models.Model):
    """A link by which an invited person comes to the account. Its secret part is kept as a hash."""

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()


class CacheEntry(models.Model):
    """A row of Django's cache, where processes keep for a short time what all of them must know."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)


class WrongPassword(models.Model):
    """One failed sign-in. The name is stored as a hash, since people sometimes type their password as the name."""

    name_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
