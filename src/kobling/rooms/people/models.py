"""Tables of accounts with their assignments, and of wrong passwords."""

from secrets import choice

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kobling.records.rights import Role

KEY_CHARACTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and letters that are not mistaken for one another."""
RANDOM_CHARACTERS = 7


def new_key() -> str:
    """Return a random key of an account, such as `k7f3q2m9`."""
    return "k" + "".join(choice(KEY_CHARACTERS) for _ in range(RANDOM_CHARACTERS))


class User(AbstractBaseUser):
    """An account. There is no e-mail address and no other fact about a person. No row is ever deleted."""

    key = models.CharField(max_length=8, unique=True, default=new_key)
    name = models.CharField(max_length=200, unique=True, null=True)
    """None where it was erased."""
    added = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "name"

    class Meta:
        ordering = ("name",)


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


class WrongPassword(models.Model):
    """One failed sign-in. The name is stored as a hash, since people sometimes type their password as the name."""

    name_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
