"""Write docs/rules, the pages of the chain inspection's rules, from the rules themselves.

    python -m tools.rules

One page for every rule and an index. A test compares them with the output of this command.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kobling.core.chain import EXAMPLES, FAMILIES, PICTURES, RULES, Example, Rule, describe_part, inspect
from kobling.core.chain.inspection.silos import SEED
from tools.repository import ROOT

RULE_PAGES = ROOT / "docs" / "rules"


def pages() -> Mapping[str, str]:
    """Return every page by file name."""
    written = {f"{rule.code}.md": "\n".join(page(rule, EXAMPLES[rule.code])) for rule in RULES}
    return {"README.md": "\n".join(index()), **written}


def index() -> Iterator[str]:
    """Yield the list of all rules, family by family."""
    yield "# The rules of the chain inspection"
    yield ""
    yield "Made by `python -m tools.rules` from the rules in `src/kobling/core/chain`; change those, not this."
    for family in FAMILIES:
        yield ""
        yield f"## {family.code} {family.name}: {family.between}"
        yield ""
        yield family.description
        yield ""
        yield "| code | name | severity | finding when |"
        yield "|---|---|---|---|"
        for rule in RULES:
            if rule.family == family:
                yield f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.when} |"
    yield ""


def page(rule: Rule, example: Example) -> Iterator[str]:
    """Yield the page of a rule: its condition, its reason, what clears it, its source, and its two examples."""
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield f"{rule.family.name}, {rule.family.between}. Severity: {rule.severity}."
    yield from _section("What it finds", rule.when)
    yield from _section("Why it matters", rule.why)
    yield from _section("What clears it", rule.clears)
    yield from _section("Source", rule.source)
    yield from ("", "## Where it fires", "", f"On {example.on}, in this chain:", "")
    picture = PICTURES.get(rule.code)
    if picture:
        yield from _fenced(picture(example.firing_graph.on(example.on), str))
    else:
        yield from _fenced(describe_part(part) for part in (*example.common, *example.firing_parts))
    yield from ("", "it finds:", "")
    for finding in inspect(example.firing_graph, on=example.on, select=[rule.code], seed=SEED):
        yield from _fenced([str(finding), *(f"  {evidence}" for evidence in finding.evidence)])
    yield from ("", "## Where it does not", "", "On the same day, in its nearest neighbour:", "")
    if picture:
        yield from _fenced(picture(example.passing_graph.on(example.on), str))
    else:
        yield from _fenced(_differences(example), language="diff")
    yield ""


def _section(title: str, text: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", text)


def _fenced(lines: Iterable[str], *, language: str = "text") -> Iterator[str]:
    yield from (f"```{language}", *dict.fromkeys(lines), "```")


def _differences(example: Example) -> Iterator[str]:
    """The parts that are removed, and those that are added."""
    fires, spared = ([describe_part(part) for part in parts] for parts in (example.firing_parts, example.passing_parts))
    yield from (f"- {line}" for line in fires if line not in spared)
    yield from (f"+ {line}" for line in spared if line not in fires)


def write(folder: Path = RULE_PAGES) -> None:
    """Write every page, and delete pages of rules that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for file in folder.glob("*.md"):
        if file.name not in written:
            file.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
    print(f"{RULE_PAGES.name}: {len(RULES)} rules")
