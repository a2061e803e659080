"""The Django app that carries the papers' translations."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "kobling.web.papers"
    label = "web_papers"
