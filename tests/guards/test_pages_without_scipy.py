"""A page of the web shows the intervals that a release holds; none of them loads SciPy.

`make lint` keeps the imports (the contracts pages-without-survey and working-pages-without-scipy in pyproject.toml);
this is the running program.
"""

import os
import subprocess
import sys

LOAD_EVERY_PAGE = """
import pkgutil, sys
from importlib import import_module
import django
django.setup()
import kobling.web, kobling.config.urls
for module in pkgutil.walk_packages(kobling.web.__path__, "kobling.web."):
    import_module(module.name)
print("scipy" in sys.modules)
"""


def test_loading_every_module_of_the_web_loads_no_scipy():
    said = subprocess.run(
        [sys.executable, "-c", LOAD_EVERY_PAGE],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "kobling.config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "False"
