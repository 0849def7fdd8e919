"""Where the shard of an index lies in its folder, so that a new one can be made beside it and take its place.

The file `current` names it; without one it is `shard`. A name is never given twice, so that whoever still reads the
former one reads it undisturbed. What an interrupted making leaves is removed when the index is next opened.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

_NAME = re.compile(r"shard(?:-(\d{1,9}))?")
_PIECE = 1 << 16


def current(folder: Path) -> Path:
    """The shard of the index in `folder`."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except OSError:
        name = ""
    return folder / (name if _NAME.fullmatch(name) else "shard")


def unused(folder: Path) -> Path:
    """A place for another shard."""
    taken = [int(found[1] or 0) for each in folder.iterdir() if (found := _NAME.match(each.name))]
    taken += [int(_NAME.fullmatch(current(folder).name)[1] or 0)]  # type: ignore[index]
    return folder / f"shard-{max(taken) + 1}"


def make_current(shard: Path) -> None:
    """Whoever opens the index from now on opens this shard."""
    draft = shard.parent / f"current.{os.getpid()}"
    draft.write_text(shard.name, encoding="utf-8")
    draft.replace(shard.parent / "current")


def sweep(folder: Path, remove: Callable[[Path], None]) -> None:
    """Calls `remove` with every shard that is not the current one."""
    for each in sorted(folder.glob("shard*")):
        if _NAME.fullmatch(each.name) and each.is_dir() and each != current(folder):
            remove(each)


def copied(folder: Path, to: Path) -> None:
    """Copies a folder whose files are mostly holes: a run of nothing is left out, as it was in the first place."""
    for parent, _, names in os.walk(folder):
        there = to / Path(parent).relative_to(folder)
        there.mkdir(parents=True, exist_ok=True)
        for name in names:
            _copy(Path(parent) / name, there / name)


def _copy(file: Path, to: Path) -> None:
    empty = bytes(_PIECE)
    with file.open("rb") as source, to.open("wb") as target:
        while piece := source.read(_PIECE):
            if piece == empty[: len(piece)]:
                target.seek(len(piece), os.SEEK_CUR)
            else:
                target.write(piece)
        target.truncate()
    shutil.copymode(file, to)
