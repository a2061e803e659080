"""What the templates of a form show: its inputs, fieldsets and lists, with what was typed and what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class InputView:
    """One input with its label."""

    name: str
    label: str
    kind: str
    """`line`, `prose`, `date`, `choice` or `reference`."""
    text: str
    help: str = ""
    is_required: bool = False
    problems: Sequence[str] = ()
    options: Sequence[tuple[str, str]] = ()
    """The values of a choice, each with its words."""
    names: str = ""
    """The kind of fact whose names a reference chooses among, in a list of the page."""
    rows: int = 1
    mode: str = ""
    """The keyboard that fits: the HTML attribute `inputmode`."""
    language: str = ""
    template = "staff/forms/input.html"

    @property
    def id(self) -> str:
        """The identity of the input in the page."""
        return f"f-{self.name}"


@dataclass(frozen=True)
class GroupView:
    """A fieldset, or the buttons that add one."""

    name: str
    label: str
    help: SafeString
    fields: Sequence["NodeView"] = ()
    problems: Sequence[str] = ()
    buttons: Sequence[tuple[str, str]] = ()
    """The values of the buttons that add it, each with its words."""
    hidden: Sequence[tuple[str, str]] = ()
    """Names and values that are sent with it."""
    is_removable: bool = False
    template = "staff/forms/group.html"

    @property
    def id(self) -> str:
        """The identity of the fieldset in the page."""
        return f"f-{self.name}"


@dataclass(frozen=True)
class ItemView:
    """One item of a list."""

    name: str
    title: str
    fields: Sequence["NodeView"]
    is_open: bool
    is_first: bool
    is_last: bool
    problems: Sequence[str] = ()


@dataclass(frozen=True)
class ListView:
    """A list of values or records."""

    name: str
    label: str
    help: SafeString
    items: Sequence[ItemView]
    is_required: bool
    is_simple: bool
    """Whether its items are one input each."""
    add: str
    """The words of the button that adds an item."""
    problems: Sequence[str] = ()
    is_whole: bool = True
    """Whether the form has the whole list, so that items can be added, moved and taken away."""
    template = "staff/forms/list.html"

    @property
    def id(self) -> str:
        """The identity of the list in the page."""
        return f"f-{self.name}"


NodeView = InputView | GroupView | ListView


@dataclass(frozen=True)
class FormView:
    """A form as a page shows it."""

    nodes: Sequence[NodeView]
    address: Sequence[NodeView]
    """The key and the addresses, which the page folds away below the others."""
    address_is_open: bool
    names: Mapping[str, Sequence[tuple[str, str]]]
    """The facts that references choose among by typing: name and key, by kind."""

    def labels(self) -> dict[str, str]:
        """Return what every input, fieldset, list and item that is shown is called, by name."""
        return dict(_labels((*self.nodes, *self.address), ""))


def _labels(nodes: Sequence[NodeView], around: str) -> Iterator[tuple[str, str]]:
    for node in nodes:
        label = f"{around}, {node.label[:1].lower()}{node.label[1:]}" if around else node.label
        yield node.name, label
        if isinstance(node, GroupView):
            yield from _labels(node.fields, label)
        elif isinstance(node, ListView):
            for item in node.items:
                yield item.name, item.title
                yield from (_labels(item.fields, item.title) if not node.is_simple else _labels(item.fields, ""))
