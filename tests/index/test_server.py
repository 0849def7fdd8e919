"""What only a server has to hold: it may be down, slow, full, no Qdrant at all, or hold somebody else's collection."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from qdrant_client import QdrantClient, models

from index.stores.server import ServerStore, drop_collection
from index.stores.store import BM25, DENSE, SENTENCES, TOKENS, Dimensions
from ingest.errors import ForeignCollection, SettingsError, StoreUnavailable
from ingest.settings import Settings

from .stores import OWNER

SIZES = Dimensions(2, 2)


class Answer(BaseHTTPRequestHandler):
    """Gives every request the same answer, `pause` seconds later."""

    pause, status, body = 0.0, 200, b""

    def do_GET(self) -> None:
        time.sleep(self.pause)
        self.send_response(self.status)
        self.send_header("content-length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_DELETE = do_GET

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that has given up is no news
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_server_that_is_down_is_named_with_the_setting() -> None:
    settings = Settings(qdrant_url="http://127.0.0.1:9", qdrant_timeout=1)
    with pytest.raises(StoreUnavailable, match="CASEBOOK_QDRANT_URL"):
        ServerStore.connect(settings, SIZES, OWNER)


@pytest.mark.parametrize(
    ("pause", "status", "body", "said"),
    [
        (1.3, 200, b"{}", r"does not answer \(timed out\)"),
        (0, 200, b"<html>Welcome</html>", "is not a Qdrant server"),
        (0, 200, b'{"name": "another service"}', "is not a Qdrant server"),
        (0, 401, b"no", "401 Unauthorized.*CASEBOOK_QDRANT_API_KEY"),
        (0, 500, b'{"status": {"error": "No space left on device"}}', r"500 .*\(No space left on device\).*goes on"),
    ],
)
def test_a_server_that_cannot_serve_is_explained(
    address: str, monkeypatch: pytest.MonkeyPatch, pause: float, status: int, body: bytes, said: str
) -> None:
    for name, value in (("pause", pause), ("status", status), ("body", body)):
        monkeypatch.setattr(Answer, name, value)
    with pytest.raises(StoreUnavailable, match=said):
        ServerStore.connect(Settings(qdrant_url=address, qdrant_timeout=1), SIZES, OWNER)
    if not 200 <= status < 300:
        with pytest.raises(StoreUnavailable, match=said):
            drop_collection(Settings(qdrant_url=address, qdrant_timeout=1), OWNER)


@pytest.mark.parametrize("url", ["ftp://qdrant", "not an address"])
def test_an_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(SettingsError, match=f"CASEBOOK_QDRANT_URL is '{url}'"):
        ServerStore.connect(Settings(qdrant_url=url, qdrant_timeout=1), SIZES, OWNER)


MULTI = models.MultiVectorConfig(comparator=models.MultiVectorComparator.MAX_SIM)


@pytest.mark.parametrize(
    ("vectors", "sparse"),
    [
        (models.VectorParams(size=4, distance=models.Distance.COSINE), ()),
        ({name: models.VectorParams(size=2, distance=models.Distance.DOT) for name in (DENSE, SENTENCES, TOKENS)}, ()),
        (
            {
                DENSE: models.VectorParams(size=2, distance=models.Distance.DOT),
                SENTENCES: models.VectorParams(size=2, distance=models.Distance.DOT, multivector_config=MULTI),
                TOKENS: models.VectorParams(size=2, distance=models.Distance.DOT, multivector_config=MULTI),
            },
            (BM25,),
        ),
    ],
)
def test_a_collection_of_another_form_is_not_touched(vectors: object, sparse: tuple[str, ...]) -> None:
    client = QdrantClient(":memory:")
    client.create_collection(
        "casebook",
        vectors,  # type: ignore[arg-type]
        sparse_vectors_config={name: models.SparseVectorParams() for name in sparse},
    )
    with pytest.raises(ForeignCollection, match=r"not made by Casebook.*CASEBOOK_QDRANT_COLLECTION") as refused:
        ServerStore(client, "casebook", SIZES, OWNER)
    assert "rebuild" not in str(refused.value)
    assert client.collection_exists("casebook")
