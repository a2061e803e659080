"""Tables of users, and of wrong passwords."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from kobling.rooms.people.records import Role


class User(AbstractBaseUser):
    """An account that may sign in. There is no e-mail address and no other fact about a person."""

    name = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    municipality = models.ForeignKey("municipality.Municipality", models.PROTECT, null=True, related_name="+")
    added = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "name"

    class Meta:
        ordering = ("name",)


class WrongPassword(models.Model):
    """One failed sign-in. The name is stored as a hash, since people sometimes type their password as the name."""

    name_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
