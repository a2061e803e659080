"""A node of the chain's graph has what the rules read, and nothing else of the fact that it stands for."""

import ast
from dataclasses import fields

import pytest

from kobling.core.chain.graph import nodes
from tests.guards.project_files import SOURCE

CHAIN = SOURCE / "core" / "chain"
READ_BY = {"at_baseline": "met_at_baseline"}
"""Fields that are read through a property of the node."""
NODES = [
    node
    for node in vars(nodes).values()
    if isinstance(node, type) and issubclass(node, nodes.Validity) and node is not nodes.Validity
]


def read_names():
    """The names of all attributes that are read in the core's chain, but for the nodes themselves and the examples."""
    return {
        attribute.attr
        for file in CHAIN.rglob("*.py")
        if file.name != "nodes.py" and "examples" not in file.parts
        for attribute in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(attribute, ast.Attribute) and isinstance(attribute.ctx, ast.Load)
    }


READ = read_names()


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.__name__)
def test_every_field_of_a_node_is_read(node):
    assert [field.name for field in fields(node) if READ_BY.get(field.name, field.name) not in READ] == []


def test_a_field_that_only_pages_would_show_is_not_read():
    assert not {"licence", "hypothesis"} & READ
