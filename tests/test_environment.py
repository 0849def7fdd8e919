"""The user's own settings change no test: `tests/conftest.py` takes them away before anything reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.settings import Settings

HERE = Path(__file__)
SET = {f"CASEBOOK_{name.upper()}": "1" for name in Settings.model_fields} | {
    "CASEBOOK_QDRANT_URL": "http://127.0.0.1:9"
}


def test_no_setting_of_the_users_is_seen_here():
    assert [name for name in os.environ if name.startswith("CASEBOOK_")] == []


@pytest.mark.slow
def test_the_tests_run_the_same_whatever_the_user_has_set():
    tests = [f"{HERE}::test_no_setting_of_the_users_is_seen_here", f"{HERE.parent}/index/test_stores.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        env=os.environ | SET,
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert " failed" not in done.stdout
