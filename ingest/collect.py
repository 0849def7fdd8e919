"""Which files a path given by the user stands for: a file, a folder with its folders, a glob."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CasebookError, UnreadableFile, UnsupportedFormat

#: Suffixes of the sidecars that set metadata of the file beside them.
SIDECARS = (".yaml", ".yml")
#: Formats of word processors, and what to save them as.
_OLDER = dict.fromkeys((".doc", ".dot", ".rtf", ".odt", ".wpd", ".pages"), ".docx") | dict.fromkeys(
    (".ppt", ".pptx", ".odp", ".key", ".xls", ".xlsx"), ".pdf"
)
#: Files that systems and word processors leave behind; no one means to add them.
_LEFTOVERS = ("~$", ".", "Thumbs.db", "desktop.ini", "__MACOSX")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in, or why it is not.

    Args:
        path: as the user would write it.
        problem: None where the file is to be read.
        fault: whether the problem is a failure; False for what is merely left out of a folder.
    """

    path: Path
    problem: CasebookError | None = None
    fault: bool = True


def collect(paths: Iterable[Path], *, suffixes: frozenset[str], leave_out: Path) -> Iterator[Found]:
    """The files that the paths stand for, in the order given, those of a folder in name order, none twice.

    Args:
        suffixes: lower case, with the dot, of the formats that are read.
        leave_out: the library's own folder, whose files are never taken in.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path, suffixes, leave_out.resolve()):
            key = os.path.abspath(found.path)  # noqa: PTH100 (resolve() would take a link for its target)
            if key not in seen:
                seen.add(key)
                yield found


def _expand(path: Path, suffixes: frozenset[str], leave_out: Path) -> Iterator[Found]:
    if path.is_dir():
        yield from _walk(path, suffixes, leave_out)
    elif os.path.lexists(path):
        yield _named(path, suffixes)
    elif glob.has_magic(str(path)):
        matches = sorted(glob.glob(str(path.expanduser()), recursive=True))  # noqa: PTH207 (Path.glob wants a root)
        if not matches:
            yield Found(path, UnreadableFile(f"Nothing matches {path}.", remedy="Check the pattern."))
        for match in matches:
            if _is_sidecar(Path(match)) or _is_leftover(Path(match).name):
                continue
            yield from _expand(Path(match), suffixes, leave_out)
    else:
        yield Found(path, UnreadableFile(f"{path.name} is not there.", remedy="Look for a slip in the path."))


def _named(path: Path, suffixes: frozenset[str]) -> Found:
    """A file that the user named: whatever hinders it is a failure."""
    if not path.exists():
        return Found(path, UnreadableFile(f"{path.name} is a link to nothing."))
    if not path.is_file():
        return Found(path, UnreadableFile(f"{path.name} is not a file."))
    if _is_sidecar(path):
        # `casebook add folder/*` names the sidecars too; they are read with the file beside them.
        return Found(path, UnsupportedFormat(f"{path.name} holds metadata, not a review."), fault=False)
    if path.suffix.lower() not in suffixes:
        return Found(path, _unsupported(path, suffixes))
    return Found(path)


def _walk(folder: Path, suffixes: frozenset[str], leave_out: Path) -> Iterator[Found]:
    """Files under a folder. Links that lead out of it are not followed, nor are links to folders."""
    root = folder.resolve()
    faults: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(
            name
            for name in folders
            if not _is_leftover(name) and Path(here, name).resolve() != leave_out and not Path(here, name).is_symlink()
        )
        for name in sorted(names):
            path = Path(here, name)
            if not _is_leftover(name) and not _is_sidecar(path):
                yield _in_folder(path, root, suffixes)
    for fault in faults:
        yield Found(
            Path(str(fault.filename)),
            UnreadableFile(f"The folder {Path(str(fault.filename)).name} cannot be read: permission denied."),
        )


def _in_folder(path: Path, root: Path, suffixes: frozenset[str]) -> Found:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        reason = UnreadableFile(
            f"{path.name} is a link out of the folder and was not followed.", remedy="Add its target."
        )
        return Found(path, reason, fault=False)
    if not path.is_file():
        return Found(path, UnreadableFile(f"{path.name} is not a file."), fault=False)
    if path.suffix.lower() not in suffixes:
        return Found(path, _unsupported(path, suffixes), fault=False)
    if path.stem.lower() in {"readme", "license", "licence"}:
        return Found(path, UnsupportedFormat(f"{path.name} was left out.", remedy="Name it to add it."), fault=False)
    return Found(path)


def _unsupported(path: Path, suffixes: frozenset[str]) -> UnsupportedFormat:
    older = _OLDER.get(path.suffix.lower())
    if older:
        return UnsupportedFormat(
            f"{path.name} is in a format that is not read.", remedy=f"Save it as {older}, add that."
        )
    kind = f"{path.suffix} files are" if path.suffix else "A file without a suffix is"
    return UnsupportedFormat(
        f"{path.name}: {kind} not read.", remedy=f"Files that are read: {', '.join(sorted(suffixes))}."
    )


def _is_leftover(name: str) -> bool:
    return name.startswith(_LEFTOVERS)


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() in SIDECARS
