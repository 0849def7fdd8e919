"""The documents tell the truth: every command, setting and link that they name exists, and none is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from app.cli.main import app
from eval.cli import app as evaluation
from ingest.settings import Settings

HOME = Path(__file__).resolve().parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*HOME.glob("*.md"), *(HOME / "docs").glob("*.md"), *(HOME / "sample").glob("*.md")])


@pytest.mark.parametrize("command", sorted(get_command(app).commands))
def test_the_readme_shows_every_command(command):
    assert re.search(rf"casebook {command}\b", README)


@pytest.mark.parametrize("command", sorted(get_command(evaluation).commands))
def test_the_document_on_evaluation_shows_its_every_command(command):
    shown = "".join((HOME / "docs" / name).read_text(encoding="utf-8") for name in ("evaluation.md", "pairs.md"))
    assert re.search(rf"casebook(?: --library LIBRARY)? eval {command}\b", shown)


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_the_readme_lists_every_setting(setting):
    assert f"`CASEBOOK_{setting.upper()}`" in README


def test_the_readme_names_no_command_and_no_setting_that_is_not_there():
    commands = set(re.findall(r"^ *\$? *casebook ([a-z]+)\b", README, flags=re.M))
    assert commands <= set(get_command(app).commands)
    settings = set(re.findall(r"`CASEBOOK_([A-Z_]+)`", README))
    assert settings <= {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    missing = [target for target in targets if not (document.parent / target).exists()]
    assert missing == []


def test_make_targets_that_the_documents_name_exist():
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.M))
    named = {name for path in DOCUMENTS for name in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert named <= targets
