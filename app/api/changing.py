"""Routes that change the collection; each needs the server's key (`app/api/access.py`)."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, Response, UploadFile
from fastapi.security import HTTPBearer
from pydantic import WithJsonSchema
from starlette.concurrency import run_in_threadpool

from app.api.desk import Desk
from app.api.jobs import Jobs
from app.api.problems import MEDIA_TYPE, Problem, problem
from app.api.requests import DescribeIn, IndexIn, LinkIn, MarkIn
from app.api.responses import JobForm, JobListForm, RemovedForm
from app.api.shared import desk_of, jobs_of
from app.forms import review_form
from app.schemas import ReviewForm
from ingest.errors import InputError, LimitExceeded, UnknownReview, UnsupportedFormat

router = APIRouter(tags=["changing"])
DeskOf = Annotated[Desk, Depends(desk_of)]
JobsOf = Annotated[Jobs, Depends(jobs_of)]
#: Says in the document of the API what `app/api/access.py` asks for.
KEY = Depends(HTTPBearer(scheme_name="key", description="The key that `casebook serve` prints.", auto_error=False))
#: What a request holds beside its files.
_SLACK = 1_000_000
_MOST_FILES = 200
_LONGEST_NAME = 200
#: In a form every value is bytes, so the document of the API says no more of them than this.
_FILES = {
    "description": "One or more files, each a part of this name.",
    "type": "array",
    "items": {"type": "string", "contentMediaType": "application/octet-stream"},
    "minItems": 1,
}


async def _bounded(request: Request, desk: DeskOf) -> None:
    """Refuse a body that holds no files, or is too large, before any of it is read."""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != "multipart/form-data":
        raise UnsupportedFormat(
            f"The request is {sent or 'of no type that is named'}, not multipart/form-data.",
            remedy="Send each file as a part with the name `files` and a file name.",
        )
    limit = desk.casebook.settings.limits.file_bytes
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise InputError("The request does not say how long it is.", remedy="Send Content-Length.")
    if int(length) > limit + _SLACK:
        raise LimitExceeded(
            f"The files have {int(length) / 1e6:,.0f} MB together, more than the {limit / 1e6:,.0f} MB allowed.",
            remedy="Send them in several calls, or raise CASEBOOK_MAX_FILE_MB.",
        )


@router.post(
    "/reviews",
    status_code=202,
    dependencies=[KEY, Depends(_bounded)],
    response_model=JobForm,
    responses={
        status: {"description": said, "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
        for status, said in ((413, "Too large"), (415, "Not multipart/form-data"))
    },
)
async def add(
    files: Annotated[list[UploadFile], File(min_length=1, max_length=_MOST_FILES), WithJsonSchema(_FILES)], jobs: JobsOf
) -> JobForm | Response:
    """Add files. They are taken in one after the other; the job tells what became of each.

    A file of the same name as one sent before, with other content, is a new edition and replaces its review.
    """
    names = [file_name(upload.filename or "") for upload in files]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        said = f"Two of the files are called {twice}."
        return problem(409, "Two files of one name", said, "Rename one, or send them in two calls.", "SameName")
    job, folder = jobs.staging()
    try:
        for upload, name in zip(files, names, strict=True):
            await run_in_threadpool(_keep, upload, folder / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return jobs.start(job, folder).form()


def _keep(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        while chunk := upload.file.read(1 << 20):
            file.write(chunk)


def file_name(name: str) -> str:
    """The last part of a file name as some browser sent it, without what no file system takes.

    >>> file_name("../../etc/Case R.pdf"), file_name("C:\\\\reviews\\\\Case R.pdf")
    ('Case R.pdf', 'Case R.pdf')
    """
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = "".join(char if char.isprintable() and char not in '<>:"/\\|?*' else "_" for char in last).strip(". ")
    if not plain:
        raise InputError(f"A file is called {name!r}, which is no name for a file.", remedy="Rename it.")
    stem, dot, suffix = plain.rpartition(".")
    return (stem[:_LONGEST_NAME] + dot + suffix[:20]) if dot else plain[:_LONGEST_NAME]


@router.put("/reviews/{review}/case", dependencies=[KEY])
def link(review: str, asked: LinkIn, desk: DeskOf) -> ReviewForm:
    """Say that a review is about the case of another, or about a case of its own. Answers count cases."""
    return review_form(desk.link(review, asked.same_case_as))


@router.post("/marks", status_code=204, dependencies=[KEY])
def mark(asked: MarkIn, request: Request) -> Response:
    """Keep a verdict on an answer, on this machine, in the library's folder."""
    keep = request.app.state.keep_mark
    if keep is None:
        raise InputError("This server keeps no marks.", remedy="Start it with `casebook serve`.")
    keep(asked)
    return Response(status_code=204)


@router.post("/index", status_code=202, dependencies=[KEY])
def index(asked: IndexIn, jobs: JobsOf) -> JobForm:
    """Bring the index to the library's state, or make it anew from the parsed reviews; the job tells how far it is.

    Questions are answered meanwhile, from the index as it was, until the new one is whole.
    """
    return jobs.index(rebuild=asked.rebuild).form()


@router.get("/jobs")
def jobs(jobs: JobsOf) -> JobListForm:
    """The jobs since the server started, newest first."""
    return JobListForm(jobs=[job.form() for job in jobs.every()])


@router.get("/jobs/{job}")
def job(job: str, jobs: JobsOf) -> JobForm:
    """How far a job is."""
    found = jobs.get(job)
    if found is None:
        raise UnknownReview(f"There is no job {job}.", remedy="Jobs are forgotten when the server ends.")
    return found.form()


@router.delete("/reviews/{review}", dependencies=[KEY])
def remove(review: str, desk: DeskOf) -> RemovedForm:
    """Take a review out of the library and the index: its original, its parse and its passages."""
    if review not in desk.ids() and review not in desk.casebook.library.damaged():
        desk.review(review)  # names what is near
        raise UnknownReview(f"There is no review with the id {review!r}.", remedy="Removing takes a whole id.")
    gone = desk.remove(review)
    return RemovedForm(review=gone.id, source=gone.source)


@router.patch("/reviews/{review}", dependencies=[KEY])
def describe(review: str, asked: DescribeIn, desk: DeskOf) -> ReviewForm:
    """Set metadata of a review; what is set outranks what was read."""
    return review_form(desk.describe(review, asked.values))
