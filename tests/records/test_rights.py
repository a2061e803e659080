"""The table of rights: every row and column is there, and what hangs on it holds."""

from kobling.records.facts import FACT_TYPES
from kobling.records.rights import PLACE_KINDS, Right, Role, Scope, place_kind, rights, role_names


def test_every_right_and_every_role_has_its_row_and_column():
    assert tuple(rights()) == tuple(Right)
    assert {role for row in rights().values() for role in row.scopes} == set(Role)
    assert all(row.da and row.en and row.scopes for row in rights().values())
    for language in ("da", "en"):
        assert len(set(role_names(language).values())) == len(Role)


def test_a_role_is_assigned_to_one_kind_of_place():
    """Or the place of an assignment would be where some of its rights are not."""
    for role in Role:
        scopes = {row.scopes[role] for row in rights().values() if role in row.scopes} - {Scope.MUNICIPALITY}
        assert len(scopes) <= 1, role
        assert place_kind(role) == next((PLACE_KINDS[scope] for scope in scopes), None)
    assert set(PLACE_KINDS.values()) <= FACT_TYPES.keys()


def test_every_kind_of_fact_can_be_changed_by_the_strategy_office_alone_or_with_others():
    assert all(
        rights()[record_type.RIGHT].scopes[Role.STRATEGY] is Scope.MUNICIPALITY for record_type in FACT_TYPES.values()
    )


def test_who_manages_accounts_changes_no_fact_and_who_changes_facts_manages_no_account():
    editing = {record_type.RIGHT for record_type in FACT_TYPES.values()} | {
        Right.APPROVE_CHANGES,
        Right.APPROVE_RELEASES,
    }
    managers = rights()[Right.MANAGE_ACCOUNTS].scopes.keys()

    assert managers == {Role.ADMINISTRATOR}
    assert not any(managers & rights()[right].scopes.keys() for right in editing)
