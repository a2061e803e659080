"""Something that waits, and for whom."""

from dataclasses import dataclass

from kobling.rooms.todos.holders import Keys
from kobling.rooms.todos.records import Todo


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits, and the accounts that it waits for."""

    todo: Todo
    accounts: Keys
