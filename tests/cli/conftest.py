"""Viborg in the database, made once for all tests of a file. A file uses one of these: each includes the former."""

import pytest

from tests.cli.viborg import VIBORG, run


@pytest.fixture(scope="module")
def imported(module_database):
    run("import", VIBORG, "--by", "office")


@pytest.fixture(scope="module")
def drafted(imported):
    run("release", "create", "--on", "2020-11-30", "--by", "office")


@pytest.fixture(scope="module")
def released(drafted):
    run("release", "approve", 1, "--by", "council")
