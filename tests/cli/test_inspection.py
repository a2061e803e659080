"""`kobling check | rule | chain | findings`: what they say in both languages, and how they end."""

import json
import re
import textwrap
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kobling.cli.commands import kobling
from kobling.core.chain import RULES
from tests.rooms.folder import sample
from tests.spaces import plain

pytestmark = pytest.mark.django_db


def run(*arguments, language="en", code=0):
    """What a command says, standard output and error together, once it has ended as expected."""
    done = CliRunner().invoke(kobling, ["--language", language, *map(str, arguments)])
    assert done.exit_code == code, done.output
    return plain(done.output)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A small municipality, seen from the folder it lies in, so that its paths are the same everywhere."""
    monkeypatch.chdir(tmp_path)
    sample.write(tmp_path / "eksempelby", sample.FILES)
    return "eksempelby"


@pytest.fixture
def kept(folder):
    run("import", folder, "--by", "office")


def rewrite(folder, file, before, after):
    path = Path(folder) / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_picture_of_every_goals_chain_is_written_to_a_file(folder, language):
    said = run("chain", "--folder", folder, "--on", "2020-06-30", "--picture", "kaeden.svg", language=language)

    assert "kaeden.svg" in said
    picture = ET.fromstring(Path("kaeden.svg").read_text("utf-8"))
    words = {one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"på plads", "mangler"} <= words if language == "da" else {"complete", "missing"} <= words


def test_chain_wants_a_goal_or_a_place_for_the_picture(folder):
    assert "--picture" in run("chain", "--folder", folder, code=2)
    assert "nowhere" in run("chain", "--folder", folder, "--picture", "nowhere/kaeden.svg", code=1)


ENGLISH = """\
D108 warning: 1,000,000 of 3,000,000 kroner lead back to no goal (33.3 per cent)
 --> eksempelby/terms/2018-2021/budget.yaml:11:5
  | budget budget-2020: Budget 2020
  | + budget line budget-2020.bygninger.kultur.2020: Vores bygninger, Kulturudvalget, 2020: 700,000 kroner \
(eksempelby/terms/2018-2021/budget.yaml:31:9)
  | + budget line budget-2020.remainder:1: Ikke fordelt i budgettet: 300,000 kroner \
(eksempelby/terms/2018-2021/budget.yaml:45:9)
help: Tie the lines to the goals they pay for, and put the rest on lines. (kobling rule D108)

D305 note: it was signed on 1 November 2019, and the budget was adopted on 9 October 2019
 --> eksempelby/terms/2018-2021/agreements.yaml:2:5
  | agreement skoler-2020: Aftale med skolerne
  | + budget budget-2020: Budget 2020 (eksempelby/terms/2018-2021/budget.yaml:11:5)
help: Sign the next agreement before the budget is adopted. (kobling rule D305)

2 findings (1 warning, 1 note) on 30 June 2020, by 3 rules.
D302: Not tested: the test takes three directorates that work on goals, and here there are fewer.
"""
DANISH = """\
D108 advarsel: 1.000.000 af 3.000.000 kroner kan ikke føres tilbage til noget mål (33,3 %)
 --> eksempelby/terms/2018-2021/budget.yaml:11:5
  | budget budget-2020: Budget 2020
  | + budgetlinje budget-2020.bygninger.kultur.2020: Vores bygninger, Kulturudvalget, 2020: 700.000 kroner \
(eksempelby/terms/2018-2021/budget.yaml:31:9)
  | + budgetlinje budget-2020.remainder:1: Ikke fordelt i budgettet: 300.000 kroner \
(eksempelby/terms/2018-2021/budget.yaml:45:9)
hjælp: Knyt linjerne til de mål, de betaler for, og fordel resten på linjer. (kobling rule D108)

D305 bemærkning: den blev underskrevet 1. november 2019, og budgettet blev vedtaget 9. oktober 2019
 --> eksempelby/terms/2018-2021/agreements.yaml:2:5
  | aftale skoler-2020: Aftale med skolerne
  | + budget budget-2020: Budget 2020 (eksempelby/terms/2018-2021/budget.yaml:11:5)
hjælp: Underskriv den næste aftale, før budgettet bliver vedtaget. (kobling rule D305)

2 fund (1 advarsel, 1 bemærkning) pr. 30. juni 2020, efter 3 regler.
D302: Ikke testet: Testen kræver tre direktørområder, der arbejder med mål, og her er der færre.
"""


@pytest.mark.parametrize(("language", "told"), [("en", ENGLISH), ("da", DANISH)])
def test_a_finding_says_code_object_place_what_is_missing_and_what_clears_it(folder, language, told):
    said = run("check", folder, "--on", "2020-06-30", "--select", "D108,D305,D302", language=language, code=1)

    assert said == told


def test_the_places_are_where_the_things_are_written(folder):
    for finding in json.loads(run("check", folder, "--on", "2020-06-30", "--format", "json", code=1))["findings"]:
        place = finding["place"]
        line = Path(place["file"]).read_text("utf-8").splitlines()[place["line"] - 1]
        whole_file = finding["kind"] in {"indicator", "term"}
        assert whole_file or finding["key"].split(".")[-1] in line, finding


@pytest.mark.parametrize(
    ("select", "level", "code"),
    [
        ("D305", "note", 1),
        ("D305", "warning", 0),
        ("D108,D305", "warning", 1),
        ("D108,D305", "error", 0),
        ("D110", "error", 1),
        ("D110", "never", 0),
        ("D307", "note", 0),
        ("d305", "note", 1),
    ],
)
def test_the_exit_code_says_whether_anything_is_as_bad_as_asked(folder, select, level, code):
    run("check", folder, "--on", "2020-06-30", "--select", select, "--fail-on", level, code=code)


@pytest.mark.parametrize(
    "arguments",
    [
        ["eksempelby", "--select", "D9"],
        ["eksempelby", "--select", ""],
        ["eksempelby", "--select", "D1,,D2"],
        ["eksempelby", "--select", "%(found)s\x1b[31m"],
        ["eksempelby", "--format", "xml"],
        ["eksempelby", "--on", "2020-02-30"],
        ["eksempelby", "--database"],
        ["no-such-folder"],
        ["--database"],
        [],
    ],
    ids=str,
)
def test_what_cannot_be_understood_or_read_ends_with_2_and_says_so(folder, arguments):
    for language in ("en", "da"):
        said = run("check", *arguments, language=language, code=2)
        assert said.strip()
        assert "Traceback" not in said
        assert "\x1b" not in said


def test_a_folder_with_mistakes_is_not_inspected(folder):
    rewrite(folder, "organisation.yaml", "kind: council", "kind: counsil")

    assert re.search(r"organisation\.yaml:\d+:\d+: .*counsil", run("check", folder, code=2))


def test_what_is_written_in_the_folder_cannot_write_to_the_terminal_or_the_workflow(folder):
    rewrite(folder, "terms/2018-2021/budget.yaml", "name: Budget 2020", 'name: "100 %(x)s, ::error::50%"')

    asked = ("check", folder, "--on", "2020-06-30", "--select", "D108")
    assert "100 %(x)s, ::error::50%" in run(*asked, code=1)
    told = run(*asked, "--format", "github", code=1)
    assert told.count("\n") == 1
    assert re.fullmatch(
        r"::warning file=[^:,]+,line=11,col=5,title=D108 money-without-goal::budget budget-2020: 100 %25\(x\)s, "
        r"::error::50%25: .*",
        told.strip(),
    )


def test_github_gets_an_annotation_for_each_finding(folder):
    told = run("check", folder, "--on", "2020-06-30", "--format", "github", code=1).splitlines()
    found = json.loads(run("check", folder, "--on", "2020-06-30", "--format", "json", code=1))["findings"]

    levels = {"error": "error", "warning": "warning", "note": "notice"}
    assert [line.split(" ", 1)[0] for line in told] == [f"::{levels[one['severity']]}" for one in found]
    assert run("check", folder, "--on", "2020-06-30", "--select", "D307", "--format", "github").strip() == ""


SARIF = Draft202012Validator(json.loads((Path(__file__).parent / "vendor/sarif-2.1.0.json").read_text("utf-8")))


def sarif_of(*asked, language="en"):
    """A log that holds by the published schema."""
    log = json.loads(run("check", *asked, "--on", "2020-06-30", "--format", "sarif", language=language, code=1))
    assert [f"{error.json_path}: {error.message}" for error in SARIF.iter_errors(log)] == []
    return log


def test_the_schema_of_sarif_refuses_what_is_none(folder):
    log = sarif_of(folder)
    (one,) = log["runs"]
    one["results"][0] |= {"level": "fatal", "place": "here"}
    one["invocations"][0].pop("executionSuccessful")

    where = {error.json_path for error in SARIF.iter_errors(log)}
    assert where == {"$.runs[0].results[0]", "$.runs[0].results[0].level", "$.runs[0].invocations[0]"}


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("database", [False, True])
def test_sarif_is_as_the_standard_says(kept, folder, language, database):
    log = sarif_of("--database" if database else folder, language=language)

    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    assert one["language"] == driver["language"] == language
    (invocation,) = one["invocations"]
    assert [said["associatedRule"] for said in invocation["toolExecutionNotifications"]] == [{"id": "D302"}]
    assert len(one["results"]) == 13
    for result in one["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in (*result["locations"], *result["relatedLocations"]):
            assert ("physicalLocation" in location) is not database
        numbers = [location["id"] for location in result["relatedLocations"]]
        assert len(set(numbers)) == len(numbers)


def test_a_folder_given_by_its_whole_path_has_addresses_in_sarif(folder):
    whole = Path(folder).resolve()
    log = json.loads(run("check", whole, "--on", "2020-06-30", "--select", "D305", "--format", "sarif", code=1))

    (result,) = log["runs"][0]["results"]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address.startswith("file:///")
    assert address.endswith("/eksempelby/terms/2018-2021/agreements.yaml")


def test_the_database_says_what_the_folder_says_and_keeps_the_run(kept, folder):
    asked = ("--on", "2020-06-30", "--format", "json")
    here = json.loads(run("check", folder, *asked, code=1))
    there = json.loads(run("check", "--database", *asked, code=1))

    def told(made):
        return [(one["code"], one["kind"], one["key"], one["message"], one["fingerprint"]) for one in made["findings"]]

    assert told(here) == told(there)
    assert (here["run"], there["run"]) == (None, 1)
    assert (here["seed"], here["not_tested"].keys()) == (302, {"D302"})


def test_a_day_that_has_not_come_is_refused_where_the_run_is_kept(kept):
    assert "2999" in run("check", "--database", "--on", "2999-01-01", code=2)
    assert "Nothing has been inspected yet" in run("findings", "list")


def test_an_inspection_is_undone(kept):
    run("check", "--database", "--on", "2020-11-30", "--fail-on", "never")
    assert "run 1" in run("findings", "list")

    assert "as before it" in run("findings", "undo", 1)
    assert "Nothing has been inspected yet" in run("findings", "list")
    assert "cannot be undone" in run("findings", "undo", 1, code=1)


def test_an_answered_inspection_is_not_undone(kept):
    run("check", "--database", "--on", "2020-11-30", "--fail-on", "never")
    run("findings", "answer", 1, "--reason", "Det er aftalt.")

    assert "answered since (1)" in run("findings", "undo", 1, code=1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page_in_both_languages(rule):
    danish, english = (run("rule", rule.code, language=language) for language in ("da", "en"))

    flat = " ".join(english.split())
    for words in (rule.when, rule.why, rule.clears, rule.source):
        assert words in flat
        assert words not in " ".join(danish.split())
    assert f"{rule.code} " in english.split("An example", 1)[1]
    assert run("rule", rule.name) == run("rule", rule.code.lower()) == english


@pytest.mark.parametrize("language", ["en", "da"])
def test_all_rules_are_listed(language):
    told = run("rule", language=language)

    assert re.findall(r"^  (D\d{3}) ", told, re.MULTILINE) == [rule.code for rule in RULES]


def test_a_rule_that_is_not_there_is_said():
    assert "D999" in run("rule", "D999", code=1)


CHAIN = """\
goal sammenhaeng: Sammenhæng
As of 30 June 2020

Down: the chain reaches as far as goal
  ━━━ complete  vision               Sammen
  ━━━ complete  theme                Sammen
  ╌╌╌ partial   goal                 Sammenhæng
                                     D102 the goal has no target, and nobody is named to judge it
                                     D109 “Borgerne oplever sammenhæng.” names nothing that can be measured: no number \
of anything, no year by which, no direction and nothing to compare with
                                     D110 nobody answers for the goal
      missing   priority
                                     D201 no committee has given the goal priority in the term
      missing   budget or agreement
      missing   initiative
                                     D106 no initiative, agreement or budget line leads from the goal
      missing   commitment

Up: nothing measures the goal
      missing   measurement
      missing   status
      missing   the council's follow-up

What comes of it
  nothing

Where it comes from
  └─ vision sammen: Sammen

Which decisions stand behind it
  none that is known
"""


def test_the_chain_of_a_goal_is_shown_with_whole_thin_and_missing_links(folder):
    assert run("chain", "coherence", "--folder", folder, "--on", "2020-06-30") == CHAIN


def test_the_chain_is_a_tree_down_and_up_with_the_decisions_behind(kept):
    english = run("chain", "medlemmer", "--on", "2020-06-30")
    danish = run("chain", "foreninger", "--on", "2020-06-30", language="da")

    assert "  ├─ target foreninger.byer: Foreninger, 4\n  │  └─ indicator byer: Byer i vækst\n" in english
    assert "  ├─ theme laering: Læring\n  │  └─ vision sammen: Sammen\n  └─ theme liv: Liv\n" in english
    assert "24 June 2020  Byrådet tog status" in english
    assert "19 December 2018  Byrådet, 19. december 2018, 36" in english
    assert "Nedad: kæden når til ledelsesløfte" in danish
    assert "  ├─ måltal foreninger.byer: Foreninger, 4\n  │  └─ indikator byer: Byer i vækst\n" in danish


def test_a_goal_that_is_not_there_or_not_in_force_is_said(folder):
    assert "no-such" in run("chain", "no-such", "--folder", folder, code=1)
    assert "foreninger" in run("chain", "foreninger", "--folder", folder, "--on", "2010-01-01", code=1)


def test_findings_are_listed_shown_and_answered(kept):
    run("check", "--database", "--on", "2020-06-30", "--select", "D303,D305", "--by", "anna", code=1)

    listed = run("findings", "list")
    assert re.search(r"^  1  D303 no-project-across +warning +30 Jun 2020 +open +goal foreninger", listed, re.MULTILINE)
    assert re.search(
        r"^  2  D305 agreement-after-budget +note +30 Jun 2020 +open +agreement skoler", listed, re.MULTILINE
    )
    assert "answered" in run("findings", "answer", 2, "--reason", "Aftalen var lavet før.", "--by", "bo")
    assert "D305" not in run("findings", "list")
    assert "D305" in run("findings", "list", "--state", "answered")
    shown = run("findings", "show", 2, language="da")
    for words in ("besvaret", "Siden 30. juni 2020", "bo", "Aftalen var lavet før.", "anna", "kørsel 1", "Budget 2020"):
        assert words in shown


def test_answers_without_words_and_findings_that_are_not_there_are_refused(kept):
    run("check", "--database", "--on", "2020-06-30", "--select", "D305", code=1)

    assert "Say why in words" in run("findings", "answer", 1, "--reason", "  ", code=1)
    assert "99" in run("findings", "answer", 99, "--reason", "Nej", code=1)
    assert "99" in run("findings", "show", 99, code=1)
    assert "D305" in run("findings", "list")
    run("findings", "answer", "one", "--reason", "x", code=2)


def test_the_ways_to_end_are_in_the_help():
    told = run("check", "--help")

    for words in ("0  nothing at or above", "1  findings at or above", "2  the command was not understood", "302"):
        assert words in textwrap.dedent(told)
