"""Opening a Word file safely: a zip of XML parts, each read within limits, without DTDs, entities or network."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from ingest.errors import LimitExceeded, UnreadableFile
from ingest.readers.docx.names import STRICT
from ingest.settings import Limits

MOST_PARTS = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint file", "META-INF/": "an OpenDocument or Java archive"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: its type's last word ("footnotes") and the part's name."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one Word file, parsed when asked for.

    Raises:
        UnreadableFile: not a Word file, encrypted, damaged, or it plays tricks.
        LimitExceeded: it unpacks to more than `limits` allow.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.name = path.name
        self._limits = limits
        self._zip = _open(path, limits)
        self._names = _checked_names(self._zip, path.name, limits)
        self.main = self._main_part()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where the file has no such part."""
        if name not in self._names:
            return None
        root = _parse(self._read(name), name, self.name)
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(
                f"{self.name} declares a document type in {name}, which Word files never do.",
                remedy="Open it in Word and save it again as .docx.",
            )
        return root

    def relations(self, part: str) -> dict[str, Relation]:
        """Relation id -> relation, of one part."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, Relation] = {}
        for node in root if root is not None else ():
            target = node.get("Target", "")
            external = node.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id", "")] = Relation(node.get("Type", "").rpartition("/")[2], target, external)
        return found

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The first part of that kind linked from `part`, parsed; None where there is none."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external:
                return self.xml(relation.target)
        return None

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(self._names[name]) as part:
                return part.read()
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise _damaged(self.name, f"its part {name} cannot be unpacked ({error})") from error

    def _main_part(self) -> str:
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self._names:
                if relation.target.startswith("word/") or self._names.keys() & {"word/document.xml"}:
                    return relation.target
                raise _not_word(self.name, set(self._names))
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise _not_word(self.name, set(self._names))


def _open(path: Path, limits: Limits) -> zipfile.ZipFile:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if size > limits.file_bytes:
        raise LimitExceeded(
            f"{path.name} has {size:,} bytes, more than the {limits.file_bytes:,} allowed.",
            remedy="Raise max_file_mb in the settings if you trust the file.",
        )
    if not head.strip(b"\0"):
        raise UnreadableFile(f"{path.name} is empty.", remedy="Look for a whole copy of it.")
    _refuse_other_formats(path, head)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(path.name, "it is not a whole zip archive, as Word files are") from error


def _refuse_other_formats(path: Path, head: bytes) -> None:
    if head.startswith(_OLE):
        data = path.read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableFile(
                f"{path.name} is protected with a password.", remedy="Open it in Word and save a copy without one."
            )
        if "WordDocument".encode("utf-16-le") in data:
            raise UnreadableFile(
                f"{path.name} is in Word's format from before 2007.", remedy="Open it in Word and save it as .docx."
            )
        raise UnreadableFile(f"{path.name} is an old Office file, not a Word .docx.", remedy="Save it as .docx.")
    lowered = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for start, what in ((b"{\\rtf", "a rich text (RTF)"), (b"%pdf", "a PDF"), (b"<", "an HTML or XML")):
        if lowered.startswith(start):
            raise UnreadableFile(
                f"{path.name} is {what} file with the name of a Word file.",
                remedy="Give it the right ending, or open it in Word and save it as .docx.",
            )


def _checked_names(archive: zipfile.ZipFile, file: str, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limits.unpacked_bytes or len(infos) > MOST_PARTS:
        raise LimitExceeded(
            f"{file} unpacks to {unpacked:,} bytes; parts: {len(infos):,}. That is more than is allowed.",
            remedy="A real review is far smaller: check where the file comes from.",
        )
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.flag_bits & 0x1:
            raise UnreadableFile(f"{file} is encrypted.", remedy="Save a copy without a password.")
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name:
            raise UnreadableFile(
                f"{file} holds a part named {info.filename!r}, which points outside the file.",
                remedy="Check where the file comes from.",
            )
        if name in names:
            raise _damaged(file, f"it holds two parts named {name}")
        names[name] = info
    return names


def _parse(data: bytes, part: str, file: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error).lower():
            raise LimitExceeded(f"{file} is nested too deeply or has too long a text in {part}.") from error
        raise _damaged(file, f"its part {part} is not well-formed XML ({error.msg})") from error


def _damaged(file: str, why: str) -> UnreadableFile:
    return UnreadableFile(f"{file} is damaged: {why}.", remedy="Look for a whole copy, or let Word repair and save it.")


def _not_word(file: str, names: set[str]) -> UnreadableFile:
    what = next((what for start, what in _KINDS.items() if any(n.startswith(start) for n in names)), "a zip archive")
    return UnreadableFile(f"{file} is {what}, not a Word document.", remedy="Save it as .docx.")
