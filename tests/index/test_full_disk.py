import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
SAMPLE = HOME / "sample" / "reviews" / "harrowmere-baby-t-rapid-review.txt"


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1.5 MB; skips where this user may not mount one."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(tmp_path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_full_disk_is_said_in_words_and_the_review_is_kept(small_disk):
    casebook = [str(Path(sys.executable).with_name("casebook")), "--library", str(small_disk / "library")]
    added = subprocess.run([*casebook, "add", str(SAMPLE)], capture_output=True, text=True)
    assert added.returncode == 1
    assert "The disk is full" in added.stderr
    assert "Traceback" not in added.stderr
    listed = subprocess.run([*casebook, "list"], capture_output=True, text=True)
    assert "harrowmere-baby-t-rapid-review" in listed.stdout
