"""The summary of the test suite agrees with what happened."""

import sys
from threading import Barrier

import pytest

from tools import suite
from tools.suite import Result


def passed(*, full):
    """Pass."""
    return Result(durations={"tests.test_quick": 0.1, "tests.test_slow": 7.5, "tests.test_usual": 1.0})


def failed(*, full):
    """Fail."""
    return Result(failed=True)


def skipped(*, full):
    """Skip."""
    return Result(skipped=["no Chromium found"])


@pytest.mark.parametrize(
    ("parts", "ci", "code", "last_line"),
    [
        ({"tests": passed}, "true", 0, "All passed: 1 parts, 3 tests, 0 skipped"),
        ({"types": failed, "tests": passed}, "", 1, "FAILED: types (2 parts, 3 tests, 0 skipped"),
        ({"tests": passed, "browser": skipped}, "", 0, "All passed: 2 parts, 3 tests, 1 skipped"),
        (
            {"tests": passed, "browser": skipped},
            "true",
            1,
            "FAILED: something was skipped, and CI=true allows no skips",
        ),
        ({"types": failed, "browser": skipped}, "true", 1, "FAILED: types (2 parts, 0 tests, 1 skipped"),
    ],
)
def test_the_exit_code_and_the_last_line_agree(capsys, monkeypatch, parts, ci, code, last_line):
    monkeypatch.setenv("CI", ci)

    assert suite.run(parts) == code
    assert capsys.readouterr().out.splitlines()[-1].startswith(last_line)


def test_every_part_is_run_and_every_skip_is_named(capsys, monkeypatch):
    monkeypatch.delenv("CI", raising=False)

    suite.run({"types": failed, "browser": skipped, "tests": passed})

    output = capsys.readouterr().out
    assert "  browser: no Chromium found" in output
    summary = output.partition("=== Summary")[2].splitlines()[1:4]
    assert [line.split()[:2] for line in summary] == [["FAILED", "types"], ["skipped", "browser"], ["passed", "tests"]]


def test_parts_that_leave_a_processor_idle_are_run_beside_each_other():
    both = Barrier(2, timeout=10)

    def waiting(*, full):
        """Wait for the other part."""
        both.wait()
        return Result()

    beside = dict.fromkeys(suite.AT_ONCE, waiting)

    assert suite.run({"before": passed, **beside}) == 0


def test_the_slowest_tests_come_first(capsys):
    suite.run({"tests": passed})

    slowest = capsys.readouterr().out.partition("=== Slowest tests")[2].splitlines()[1:4]
    assert [line.split()[-1] for line in slowest] == ["tests.test_slow", "tests.test_usual", "tests.test_quick"]


def test_a_file_takes_as_long_as_its_tests(capsys):
    durations = {
        "tests.a.test_many.test_one[0.5]": 2.0,
        "tests.a.test_many.test_two": 2.0,
        "tests.test_one.test_x": 3.0,
    }
    suite.run({"tests": lambda **_: suite.Result(durations=durations)})

    slowest = capsys.readouterr().out.partition("=== Slowest files")[2].splitlines()[1:3]
    assert [line.split() for line in slowest] == [
        ["4.0", "s", "tests", "tests.a.test_many"],
        ["3.0", "s", "tests", "tests.test_one"],
    ]


def test_a_linter_that_fails_fails_the_part(capsys, monkeypatch):
    monkeypatch.setattr(suite, "LINTERS", {"good": ["-c", "print('fine')"], "bad": ["-c", "raise SystemExit('wrong')"]})

    assert suite.lint(full=False).failed
    assert "--- bad: failed\nwrong" in capsys.readouterr().out


def test_what_pytest_reports_is_counted(tmp_path):
    (tmp_path / "test_sample.py").write_text(
        "import pytest\ndef test_one(): pass\n@pytest.mark.skip(reason='no moon tonight')\ndef test_two(): pass\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    result = suite.run_pytest(
        sys.executable, "-c", str(tmp_path / "pytest.ini"), str(tmp_path), "-p", "no:django", "-n", "0"
    )

    assert list(result.durations) == ["test_sample.test_one", "test_sample.test_two"]
    assert result.skipped == ["test_sample.test_two: no moon tonight"]
    assert not result.failed


def test_a_suite_without_tests_has_failed(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    assert suite.run_pytest(
        sys.executable, "-c", str(tmp_path / "pytest.ini"), str(tmp_path), "-p", "no:django", "-n", "0"
    ).failed


def test_an_unknown_part_is_refused(capsys):
    assert suite.main(["everything"]) == 2
    assert "lint, pythons, sqlite, postgres, browser" in capsys.readouterr().err
