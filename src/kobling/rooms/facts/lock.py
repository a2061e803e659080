"""The lock of a municipality's facts: of two people who save at the same time, the second waits for the first."""

from kobling.rooms.municipality import actions as municipality_actions


def lock_facts(municipality: int) -> None:
    """Let no other change of a municipality's facts be checked or stored before the end of this transaction."""
    municipality_actions.lock(municipality)
