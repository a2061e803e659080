"""Something that waits, and for whom."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kobling.records.base import AccountKey
from kobling.rooms.people.records import User
from kobling.rooms.todos.holders import Keys
from kobling.rooms.todos.records import Todo


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits, and the accounts that it waits for."""

    todo: Todo
    accounts: Keys
    may: Callable[[User], bool]
    """Returns whether another account, of a deputy, has the right to do it."""

    def for_deputy(self, deputy: User, account: AccountKey) -> Todo:
        """Return what waits for an account as its deputy sees it: of what the deputy may not do, not the title."""
        is_permitted = self.may(deputy)
        title = self.todo.title if is_permitted else ""
        return replace(self.todo, on_behalf_of=account, is_permitted=is_permitted, title=title)
