"""What each role may do, and where: the table of rights.csv, which is proofread as a whole.

Its rows are rights, its columns roles. A cell holds the scope of the right, and is empty where the role does not have
it. The first two rows name the roles in Danish and English.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("rights.csv")


class Right(StrEnum):
    """What a user may do."""

    READ = "read"
    READ_DRAFTS = "read_drafts"
    EDIT_FIGURES = "edit_figures"
    EDIT_GOALS = "edit_goals"
    EDIT_INITIATIVES = "edit_initiatives"
    EDIT_AGREEMENTS = "edit_agreements"
    RECORD_DECISIONS = "record_decisions"
    EDIT_ORGANISATION = "edit_organisation"
    FETCH = "fetch"
    INSPECT = "inspect"
    ANSWER_FINDINGS = "answer_findings"
    APPROVE_CHANGES = "approve_changes"
    APPROVE_RELEASES = "approve_releases"
    MANAGE_ACCOUNTS = "manage_accounts"


class Role(StrEnum):
    """What a user is there for."""

    ADMINISTRATOR = "administrator"
    STRATEGY = "strategy_office"
    SECRETARY = "committee_secretary"
    LEADER = "unit_leader"
    OWNER = "goal_owner"
    ANALYST = "analyst"
    COUNCILLOR = "councillor"
    READER = "staff_reader"


class Scope(StrEnum):
    """Where a role has a right."""

    MUNICIPALITY = "municipality"
    """Everywhere in the municipality."""
    BODY = "body"
    """What the body of the assignment is named by."""
    UNIT = "unit"
    """What the unit of the assignment, or one below it, is named by."""
    OWN = "own"
    """The goal of the assignment, what names it, and the figures that its targets are measured by."""


PLACE_KINDS: Mapping[Scope, str] = {Scope.BODY: "body", Scope.UNIT: "unit", Scope.OWN: "goal"}
"""The kind of fact that an assignment names, by the scope of its role."""


@dataclass(frozen=True)
class RightWords:
    """One row of the table."""

    da: str
    """What one may do, as a phrase without a capital."""
    en: str
    scopes: Mapping[Role, Scope]
    """Where each role that has the right has it."""


@cache
def rights() -> Mapping[Right, RightWords]:
    """Return the rows of the table, in its order."""
    return {
        Right(line["right"]): RightWords(
            line["da"], line["en"], {role: Scope(line[role.value]) for role in Role if line[role.value]}
        )
        for line in _lines()
        if not line["right"].startswith("role_")
    }


@cache
def role_names(language: str) -> Mapping[Role, str]:
    """Return what the roles are called in a language, `da` or `en`."""
    (line,) = (line for line in _lines() if line["right"] == f"role_{language}")
    return {role: line[role.value] for role in Role}


@cache
def place_kind(role: Role) -> str | None:
    """Return the kind of fact that an assignment of a role may name: `body`; None where it is of a municipality."""
    scopes = {row.scopes[role] for row in rights().values() if role in row.scopes} - {Scope.MUNICIPALITY}
    return next((PLACE_KINDS[scope] for scope in scopes), None)


def _lines() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE))
