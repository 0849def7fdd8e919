"""Every error Casebook raises on purpose, in one tree; each message is written for a person.

CasebookError
├── InputError            something the user gave cannot be used (usage: exit status 2)
│   ├── UnknownReview     no review, unit or filter value of that name; near names are suggested
│   │   └── RemovedReview it was there and was removed; says when
│   └── SettingsError     a setting has a value that cannot be used; names the key and its source
├── IngestError           one file could not be taken in; the others go on
│   ├── UnreadableFile    missing, not permitted, empty, not what its name says
│   ├── UnsupportedFormat no reader for this kind of file
│   └── LimitExceeded     larger, deeper or slower than the limits in the settings allow
├── LibraryError          the library folder is missing, damaged, or of another version
│   ├── DamagedReview     one parsed review is; the others go on, and its file can be added again
│   └── LibraryBusy       another process is writing to it
├── IndexError_           the index cannot be opened or does not fit the model or the parse
│   ├── IndexBusy         another process holds the index
│   ├── IndexDamaged      its files are not what was written; it is made anew from the parsed reviews
│   ├── IndexMismatch     made by another model or version; names the command that rebuilds
│   ├── ForeignCollection the collection on the Qdrant server is another library's, or no Casebook's
│   └── StoreUnavailable  the Qdrant server is down, slow or refuses
└── ModelError            the embedding or language model cannot be loaded or used
"""

from __future__ import annotations

import re

#: Characters that break a line or turn its direction; a file name may hold them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class CasebookError(Exception):
    """Base of all errors that Casebook raises on purpose.

    Args:
        message: what went wrong and where, in plain words, on one line: what would break it is escaped.
        remedy: what the user can do about it, a command where there is one.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        message = _CONTROL.sub(lambda found: ascii(found[0])[1:-1], message)
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


def unforeseen(error: Exception) -> str:
    """What is said of an error that nobody raised on purpose, on one line."""
    said = CasebookError(f"{type(error).__name__}: {error}").message
    return f"something went wrong that should not have ({said})."


class InputError(CasebookError):
    """Something the user gave cannot be used."""


class UnknownReview(InputError):
    """No review, unit or filter value of that name."""


class RemovedReview(UnknownReview):
    """The review was there and was removed."""


class SettingsError(InputError):
    """A setting has a value that cannot be used."""


class IngestError(CasebookError):
    """One file could not be taken in."""


class UnreadableFile(IngestError):
    """The file is missing, not permitted, empty, or not what its name says."""


class UnsupportedFormat(IngestError):
    """No reader takes this kind of file."""


class LimitExceeded(IngestError):
    """The file is larger, deeper or slower to read than the settings allow."""


class LibraryError(CasebookError):
    """The library folder is missing, damaged, or of another version."""


class DamagedReview(LibraryError):
    """One parsed review cannot be read as such."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class IndexError_(CasebookError):
    """The index cannot be opened or does not fit."""


class IndexBusy(IndexError_):
    """Another process holds the index."""


class IndexDamaged(IndexError_):
    """The index's files are not what was written."""


class IndexMismatch(IndexError_):
    """The index was made by another model or version."""


class ForeignCollection(IndexError_):
    """The collection on the Qdrant server is another library's, or was made by no Casebook."""


class StoreUnavailable(IndexError_):
    """The Qdrant server is down, slow or refuses."""


class ModelError(CasebookError):
    """The embedding or language model cannot be loaded or used."""
