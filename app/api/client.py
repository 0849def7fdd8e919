"""A small client of the API for programs on other machines: plain JSON in, the forms of `app/schemas.py` out.

client = Client("http://127.0.0.1:7860")
print(client.ask("What do reviews say about missed appointments?").answer)
"""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from pydantic import BaseModel

from app.api.responses import CiteForm, CompareForm, HealthForm, JobForm, RemovedForm, ReviewPageForm
from app.schemas import AnswerForm, QueryPartForm, ReviewForm, ReviewFullForm, SearchForm
from ingest.errors import CasebookError

F = TypeVar("F", bound=BaseModel)


class ApiError(CasebookError):
    """The server refused or failed; `status` is that of HTTP, 0 where it was not reached."""

    def __init__(self, status: int, message: str, *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.status = status


@dataclass(frozen=True, slots=True)
class Client:
    """One server.

    Args:
        address: "http://127.0.0.1:7860".
        key: for calls that change the collection. password: where the server asks for one. timeout: seconds.
    """

    address: str
    key: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    timeout: float = 60.0

    def health(self) -> HealthForm:
        """Whether the server is there."""
        return self._get("health", HealthForm)

    def ask(
        self,
        question: str,
        *,
        k: int = 10,
        filters: Mapping[str, Any] | None = None,
        ignore: Iterable[QueryPartForm] = (),
    ) -> AnswerForm:
        """Answer a question with quotations, or say that nothing was found.

        Args:
            ignore: `parts` of an earlier answer that are not to be read into the question.
        """
        left_out = [part.model_dump(include={"kind", "found", "meant"}) for part in ignore]
        body = {"question": question, "k": k, "filters": filters or {}, "ignore": left_out}
        return self._post("ask", body, AnswerForm)

    def search(
        self, query: str, *, k: int = 10, offset: int = 0, filters: Mapping[str, Any] | None = None
    ) -> SearchForm:
        """The passages that match best, in rank order."""
        return self._post("search", {"query": query, "k": k, "offset": offset, "filters": filters or {}}, SearchForm)

    def similar(self, unit: str, *, k: int = 10) -> SearchForm:
        """Passages of other cases that are like a unit."""
        return self._post("similar", {"unit": unit, "k": k}, SearchForm)

    def cite(self, unit: str, style: str = "pinpoint") -> str:
        """The citation of a unit."""
        return self._post("cite", {"unit": unit, "style": style}, CiteForm).citation

    def compare(self, aspects: list[str], reviews: list[str] | None = None) -> CompareForm:
        """A matrix of reviews by aspects, the whole of it: what one call leaves is asked for in the next."""
        form = self._post("compare", {"aspects": aspects, "reviews": reviews or []}, CompareForm)
        while form.rest:
            more = self._post("compare", {"aspects": aspects, "reviews": form.rest}, CompareForm)
            both = {"reviews": [*form.reviews, *more.reviews], "cells": [*form.cells, *more.cells]}
            form = more.model_copy(update=both)
        return form

    def reviews(self) -> Iterator[ReviewForm]:
        """Every review, page by page."""
        offset: int | None = 0
        while offset is not None:
            page = self._get(f"reviews?limit=100&offset={offset}", ReviewPageForm)
            yield from page.reviews
            offset = page.next_offset

    def review(self, review: str) -> ReviewFullForm:
        """A review with all its units."""
        return self._get(f"reviews/{_quoted(review)}", ReviewFullForm)

    def add(self, *paths: Path, wait: bool = True) -> JobForm:
        """Send files; where `wait`, until they are indexed."""
        boundary = uuid4().hex
        body = b"".join(_part(boundary, path) for path in paths) + f"--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        job = JobForm.model_validate_json(self._send("POST", "reviews", body, headers))
        return self._ended(job) if wait else job

    def index(self, *, rebuild: bool = False, wait: bool = True) -> JobForm:
        """Bring the index to the library's state, or make it anew; where `wait`, until it is done."""
        job = self._post("index", {"rebuild": rebuild}, JobForm)
        return self._ended(job) if wait else job

    def _ended(self, job: JobForm) -> JobForm:
        while job.state in ("waiting", "running"):
            time.sleep(0.2)
            job = self._get(f"jobs/{job.id}", JobForm)
        return job

    def remove(self, review: str) -> RemovedForm:
        """Take a review out of the collection."""
        return RemovedForm.model_validate_json(self._send("DELETE", f"reviews/{_quoted(review)}", None, {}))

    def describe(self, review: str, values: Mapping[str, str]) -> ReviewForm:
        """Set metadata of a review."""
        body = json.dumps({"values": values}).encode()
        headers = {"Content-Type": "application/json"}
        return ReviewForm.model_validate_json(self._send("PATCH", f"reviews/{_quoted(review)}", body, headers))

    def _get(self, path: str, form: type[F]) -> F:
        return form.model_validate_json(self._send("GET", path, None, {}))

    def _post(self, path: str, body: Mapping[str, Any], form: type[F]) -> F:
        headers = {"Content-Type": "application/json"}
        return form.model_validate_json(self._send("POST", path, json.dumps(body).encode(), headers))

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        request = urllib.request.Request(
            f"{self.address.rstrip('/')}/api/v1/{path}", body, {**self._identity(), **headers}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                data: bytes = response.read()
                return data
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error) from error
        except OSError as error:
            raise ApiError(
                0, f"{self.address} is not reached: {error}.", remedy="Is `casebook serve` running?"
            ) from error

    def _identity(self) -> dict[str, str]:
        if self.key:
            return {"Authorization": f"Bearer {self.key}"}
        if self.password:
            return {"Authorization": "Basic " + base64.b64encode(f":{self.password}".encode()).decode()}
        return {}


def _refused(error: urllib.error.HTTPError) -> ApiError:
    try:
        said = json.loads(error.read())
        return ApiError(error.code, f"{said['title']}: {said['detail']}", remedy=said.get("remedy", ""))
    except (ValueError, KeyError, TypeError):
        return ApiError(error.code, f"The server answered {error.code}.")


def _quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="")


def _part(boundary: str, path: Path) -> bytes:
    name = path.name.replace('"', "%22").replace("\r", " ").replace("\n", " ")
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + path.read_bytes() + b"\r\n"
