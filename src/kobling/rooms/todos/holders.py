"""Which accounts have a right in a place, for all accounts of a municipality at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from kobling.records.base import AccountKey
from kobling.records.rights import Right, Role, Scope, rights
from kobling.rooms.people.records import Assignment, Place, User

Keys = frozenset[AccountKey]


class Holders:
    """The open accounts of a municipality, by what they may do and where."""

    def __init__(self, municipality: str, accounts: Iterable[User]) -> None:
        """Index those of these accounts that have a role in the municipality with this slug."""
        self.municipality = municipality
        self.accounts: dict[AccountKey, User] = {}
        self._assignments: dict[AccountKey, list[Assignment]] = {}
        self._holders: dict[Right, tuple[Mapping[Place, Keys], Keys]] = {}
        for user in accounts:
            here = [one for one in user.assignments if one.municipality in {None, municipality}]
            if here and not user.closed:
                self.accounts[user.key], self._assignments[user.key] = user, here

    def responsible(self, right: Right, places: Collection[Place]) -> Keys:
        """Return who answers for what lies in these places: who has the right there, else who has it everywhere.

        So what has an owner waits for the owner alone, and what has none waits for the office.
        """
        in_place, everywhere = self._holders_of(right)
        return frozenset[AccountKey]().union(*(in_place.get(place, ()) for place in places)) or everywhere

    def having(self, right: Right) -> Keys:
        """Return who has a right anywhere in the municipality."""
        in_place, everywhere = self._holders_of(right)
        return everywhere.union(*in_place.values())

    def assigned(self, role: Role | None, places: Collection[Place]) -> Keys:
        """Return who has a role, or any where none is given, in one of some places, or anywhere where none is given.

        An account that has the role in the whole municipality has it in every place.
        """
        return frozenset(
            key
            for key, assignments in self._assignments.items()
            if any(
                role in {None, one.role}
                and (not places or one.place in places or (role is not None and one.place is None))
                for one in assignments
            )
        )

    def alike(self, keys: Collection[AccountKey]) -> Iterable[list[User]]:
        """Return accounts in groups whose members are assigned to the same, and so have the same rights."""
        groups: dict[frozenset[Assignment], list[User]] = defaultdict(list)
        for key in sorted(keys):
            groups[frozenset(self._assignments[key])].append(self.accounts[key])
        return groups.values()

    def _holders_of(self, right: Right) -> tuple[Mapping[Place, Keys], Keys]:
        """Return who has a right in each place, and who has it in the whole municipality."""
        if right not in self._holders:
            scopes, in_place, everywhere = rights()[right].scopes, defaultdict[Place, set[AccountKey]](set), set()
            for key, assignments in self._assignments.items():
                for one in assignments:
                    if one.role not in scopes:
                        continue
                    if one.place is None or scopes[one.role] is Scope.MUNICIPALITY:
                        everywhere.add(key)
                    else:
                        in_place[one.place].add(key)
            self._holders[right] = {place: frozenset(keys) for place, keys in in_place.items()}, frozenset(everywhere)
        return self._holders[right]
