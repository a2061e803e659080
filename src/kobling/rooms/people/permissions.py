"""The rights of each role on the staff pages.

Approving a release is not a right yet: there is no page for it. `kobling release approve` can be run by every account
of the server's operating system that can reach the database, and `--by` names an account without asking for a password.
"""

from kobling.rooms.people.records import Right, Role, User

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.ANALYST: frozenset({Right.READ, Right.DRAW}),
    Role.STRATEGY: frozenset({Right.READ, Right.DRAW, Right.INSPECT}),
}


def has_right(user: User, right: Right, *, municipality: str) -> bool:
    """Return whether a user has a right in the municipality with this slug."""
    if user.closed or user.role is None:
        return False
    return right in RIGHTS[user.role] and user.municipality in {None, municipality}
