"""Table of the municipalities."""

from django.db import models


class Municipality(models.Model):
    """The tenant, and the addresses that lead to it. What is known of it is a fact, stored in versions."""

    code = models.CharField(max_length=6, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    host = models.CharField(max_length=253, null=True, unique=True)
