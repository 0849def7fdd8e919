"""Casebook's one public name for programs: `from casebook import Casebook`.

The four packages are imported under the names of their folders (`ingest`, `index`, `app`, `eval`), so that editors,
the type checker, an editable install and a wheel all see the same names. Those names are short, and a script that has
an `app.py` of its own beside it would hide ours: that is refused here with the reason, not left to a puzzling error.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.casebook import Casebook as Casebook

__all__ = ["Casebook"]

_HOME = Path(__file__).resolve().parent


def _refuse_shadows() -> None:
    for name in ("ingest", "index", "app", "eval"):
        spec = find_spec(name)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or _HOME not in origin.parents:
            raise ImportError(
                f"Casebook's package {name!r} is hidden by {origin or 'another package of that name'}. "
                f"Rename that file, or run from another folder."
            )


def __getattr__(name: str) -> Any:
    if name != "Casebook":
        raise AttributeError(f"module 'casebook' has no attribute {name!r}")
    _refuse_shadows()
    from app.casebook import Casebook

    return Casebook


if __name__ == "__main__":
    _refuse_shadows()
    from app.cli.main import main

    main()
