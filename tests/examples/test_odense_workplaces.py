"""Odense's private workplaces of 2013 have two figures, and the page shows both with the difference.

58,635 stands in the municipality's effect account of 2014 and 59,769 in that of 2015.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kobling.rooms.folder.actions import import_facts
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.publishing import queries
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.public.site import Site

FOLDER = Path(__file__).parents[2] / "examples" / "odense-arbejdspladser"
THEN = datetime(2016, 6, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def document(on):
    import_facts(facts=read_folder(FOLDER), by="office", at=THEN, replace=True)
    return queries.document(queries.release_facts("odense"), on=on)


def test_each_account_is_believed_until_the_next_one():
    early, late = document(date(2015, 6, 1)), document(date(2016, 6, 1))

    assert early.goals[0].targets[0].latest.value == 58635
    assert late.goals[0].targets[0].latest.value == 59769
    assert [(point.value, point.superseded) for point in late.indicators[0].points] == [
        (57968, False),
        (58635, True),
        (59769, False),
    ]


def test_the_page_shows_both_figures_and_the_difference():
    made = document(date(2016, 6, 1))
    release = ReleaseFile(document=made, sha256=checksum(made.canonical_bytes()), created_at=THEN, created_by="office")

    page = Site(release).open("maal/flere-private-arbejdspladser/").body.decode().replace("\N{NO-BREAK SPACE}", " ")

    assert "58.635" in page
    assert (
        "Tallet for 2013 var 58.635, da det blev hentet 31. december 2014. Nu er det 59.769, altså 1.134 mere." in page
    )
