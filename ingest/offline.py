"""Nothing leaves the machine: what the libraries that Casebook stands on would send to their makers, and what keeps
each from it.

Most read their variable once, when they are imported, so `ingest/__init__.py` sets them all before anything else of
Casebook is imported; worker processes and what they start inherit them. What the user set is overruled: the promise is
Casebook's, whatever else runs on the machine. `tests/test_offline.py` listens whether it is kept.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.settings import Settings

#: Variable -> the value that keeps a library from calling out.
SWITCHES = {
    # onnxruntime (1.31) looks up and calls a server of its maker some ten seconds after its import, from native code;
    # its own disable_telemetry_events() comes too late.
    "ORT_DISABLE_TELEMETRY": "1",
    # gradio asks for its newest version and counts imports, starts and components unless told not to.
    "GRADIO_ANALYTICS_ENABLED": "False",
    # huggingface_hub, which gradio, transformers and sentence-transformers import, counts uses and looks for updates;
    # hf_xet, its native part, reports downloads.
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_XET_TELEMETRY_ENABLED": "0",
    # The wish that several libraries agree to honour (https://donottrack.sh): for those that learn to call home later.
    "DO_NOT_TRACK": "1",
}


def switch_off() -> None:
    """Set them, for this process and all that it starts."""
    os.environ.update(SWITCHES)


def is_this_machine(host: str) -> bool:
    """Whether what is sent to a host stays on this machine."""
    import ipaddress

    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def key_in_the_open(settings: Settings) -> str:
    """A plain warning where the key of the Qdrant server goes through a network unencrypted, "" where it does not."""
    from urllib.parse import urlsplit

    try:
        server = urlsplit(settings.qdrant_url)
        host = server.hostname or ""
    except ValueError:  # no address at all: who opens it says so
        return ""
    if not settings.qdrant_api_key or server.scheme != "http" or is_this_machine(host):
        return ""
    return f"The key of the Qdrant server is sent to {host} unencrypted: give CASEBOOK_QDRANT_URL as https://."
