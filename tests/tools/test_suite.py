"""The suite's last word is true."""

import sys

import pytest

from tools import suite
from tools.suite import Outcome, Step

PASSED = Step("tests", lambda: Outcome(tests=3))
FAILED = Step("types", lambda: Outcome(failed=True))
SKIPPED = Step("browser", lambda: Outcome(skipped=["no Chromium found"]))


@pytest.mark.parametrize(
    ("steps", "ci", "code", "last_line"),
    [
        ([PASSED], "true", 0, "All passed: 1 steps, 3 tests, 0 skipped"),
        ([FAILED, PASSED], "", 1, "FAILED: types (2 steps, 3 tests, 0 skipped"),
        ([PASSED, SKIPPED], "", 0, "All passed: 2 steps, 3 tests, 1 skipped"),
        ([PASSED, SKIPPED], "true", 1, "FAILED: something was skipped, and CI=true allows no skips"),
        ([FAILED, SKIPPED], "true", 1, "FAILED: types (2 steps, 0 tests, 1 skipped"),
    ],
)
def test_the_exit_code_and_the_last_line_agree(capsys, monkeypatch, steps, ci, code, last_line):
    monkeypatch.setenv("CI", ci)

    assert suite.run(steps) == code
    assert capsys.readouterr().out.splitlines()[-1].startswith(last_line)


def test_every_step_is_run_and_everything_skipped_is_named(capsys, monkeypatch):
    monkeypatch.delenv("CI", raising=False)

    suite.run([FAILED, SKIPPED, PASSED])

    said = capsys.readouterr().out
    assert "  browser: no Chromium found" in said
    summary = said.partition("=== Summary")[2].splitlines()[1:4]
    assert [line.split()[:2] for line in summary] == [["FAILED", "types"], ["skipped", "browser"], ["passed", "tests"]]


def test_what_pytest_reports_is_counted(tmp_path):
    (tmp_path / "test_sample.py").write_text(
        "import pytest\ndef test_one(): pass\n@pytest.mark.skip(reason='no moon tonight')\ndef test_two(): pass\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    outcome = suite.on_pytest(
        sys.executable, "-c", str(tmp_path / "pytest.ini"), str(tmp_path), "-p", "no:django", "-n", "0"
    )

    assert outcome == Outcome(tests=2, skipped=["test_sample.test_two: no moon tonight"])


def test_a_suite_without_tests_has_failed(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    assert suite.on_pytest(
        sys.executable, "-c", str(tmp_path / "pytest.ini"), str(tmp_path), "-p", "no:django", "-n", "0"
    ).failed


def test_an_unknown_part_is_refused(capsys):
    assert suite.main(["everything"]) == 2
    assert "lint, sqlite, postgres, browser, pythons" in capsys.readouterr().err
