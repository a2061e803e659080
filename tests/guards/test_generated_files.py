"""Generated files are what the code gives."""

from tools import generated


def test_regenerating_changes_nothing():
    """Mend with: .venv/bin/python -m tools.generated write."""
    assert generated.outdated() == []


def test_a_file_that_differs_is_named_and_written(tmp_path, monkeypatch, capsys):
    file = tmp_path / "schema.json"
    file.write_text("old")
    monkeypatch.setattr(generated, "ROOT", tmp_path)
    monkeypatch.setattr(generated, "files", lambda: {file: b"new"})

    assert generated.main(["check"]) == 1
    assert "schema.json: not what the code gives" in capsys.readouterr().err
    assert generated.main(["write"]) == 0
    assert file.read_bytes() == b"new"
    assert generated.main(["check"]) == 0
