"""Jobs of working copies: read an item, make its pages, take out what lies inside.

Each job is one transaction: what it makes is seen whole or not at all, and a job that was killed is done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, BinaryIO
from uuid import UUID

from casefile.core import storage
from casefile.core.jobs import Job, JobFailed, progress
from casefile.evidence import service
from casefile.evidence.copies import CopyKind, Examined
from casefile.evidence.models import Evidence
from casefile.evidence.service.copies import CHUNK, Made, Tool
from workers.duties import does
from workers.reading.frames import Frame
from workers.reading.reader import Changed, Limits, ReaderFailed, Said, plaintext, reading

LOOK = Limits()
PAGES = Limits(cpu=240, wall=300.0)
ONE_PAGE = Limits(cpu=45, wall=60.0)
PARTS = Limits(cpu=120, wall=240.0, output=700 * 1024 * 1024)
JPEG = b"\xff\xd8\xff"
MEDIA = ("video/", "audio/")


@contextmanager
def opened(item: Evidence) -> Iterator[BinaryIO]:
    """The item's bytes, proved to be what was received; ReaderFailed says why not."""
    try:
        with storage.open_file(item.sha256) as stored, plaintext(stored, item.sha256) as copy:
            yield copy
    except FileNotFoundError:
        raise ReaderFailed("missing") from None
    except (Changed, storage.Damaged):
        raise ReaderFailed("changed") from None


@does(Job.READ_ITEM)
def read_item(evidence_id: str, attempt: str) -> dict[str, Any] | None:
    """Find out what the item is, what it says of itself, its text, and what lies inside."""
    wanted = service.to_read(UUID(evidence_id), int(attempt))
    if wanted is None:
        return None
    item, state = wanted
    progress(0, 1, "reading_file")
    try:
        with opened(item) as copy:
            found = _looked(item, copy)
    except ReaderFailed as failure:
        found = Examined(item.mime_found, problem=failure.code)
    if found.problem == "too_large" and item.mime_found.startswith(MEDIA):
        found = Examined(item.mime_found)  # it is played from the store as it is
    service.keep_examined(item, state, found, tool())
    service.ask_for_attachments(item, state, found.members)
    return None


def _looked(item: Evidence, copy: BinaryIO) -> Examined:
    """What the reader found; an empty file is not handed to it."""
    if item.size == 0:
        return Examined(item.mime_found, problem="empty")
    with reading(copy, LOOK, task="examine", found=item.mime_found) as said:
        return examined(item, said)


def tool() -> Tool:
    """What makes the copies, as it stands in the log."""
    return Tool("casefile reader", version("casefile"))


def examined(item: Evidence, said: Said) -> Examined:
    """What the reader said, as plain values of known kinds and sizes."""
    kind, told, notes, problem = item.mime_found, {}, (), None  # type: str, dict[str, Any], tuple[str, ...], str | None
    texts: list[str] = []
    members: list[dict[str, Any]] = []
    for frame in said:
        if frame.kind == "facts":
            kind, notes = str(frame.head.get("kind", kind)), tuple(map(str, frame.head.get("notes", ())))
            told = _facts(frame.head.get("told"))
        elif frame.kind == "text":
            texts.append(said.body(frame).decode("utf-8", "replace").replace("\0", ""))
        elif frame.kind == "member":
            members.append(_facts(frame.head))
        elif frame.kind == "problem":
            problem = str(frame.head.get("code"))
    return Examined(kind, told, notes, tuple(members), tuple(texts), problem)


def _facts(told: Any) -> dict[str, Any]:
    """Short values under short names, and nothing else."""
    if not isinstance(told, dict):
        return {}
    return {str(name)[:40]: value if isinstance(value, int | bool | None) else str(value).replace("\0", "")[:1000]
            for name, value in list(told.items())[:60]}


@does(Job.COPY_PAGES)
def copy_pages(evidence_id: str, attempt: str, first: str) -> dict[str, Any] | None:
    """Make some pages of an item: pictures, and text from the layer or read from the picture."""
    wanted = service.to_read(UUID(evidence_id), int(attempt))
    if wanted is None or wanted[1].pages is None or wanted[1].kind is None:
        return None
    item, state = wanted
    numbers = range(int(first), min(int(first) + CHUNK, (state.pages or 0) + 1))
    progress(numbers.start - 1, state.pages or 0, "making_pages")
    try:
        with opened(item) as copy:
            made = list(_pages(item, state.kind or "", numbers, copy))
    except ReaderFailed as failure:
        service.fail_reading(item, state, failure.code)
        return None
    service.keep_pages(item, state, numbers.stop - 1, made, tool())
    return None


def _pages(item: Evidence, kind: str, numbers: range, copy: BinaryIO) -> Iterator[Made]:
    """All at once; when that is stopped, page by page, so that one bad page does not take the others with it."""

    def run(some: range, limits: Limits) -> list[Made]:
        order = {"task": "pages", "found": item.mime_found, "kind": kind, "first": some.start, "last": some.stop - 1}
        with reading(copy, limits, ocr=True, **order) as said:
            return [made for frame in said if (made := _made(said, frame, some))]

    try:
        yield from run(numbers, PAGES)
    except ReaderFailed:
        for number in numbers:
            try:
                yield from run(range(number, number + 1), ONE_PAGE)
            except ReaderFailed as failure:
                yield Made(CopyKind.PAGE, number, problem=failure.code)


_KINDS: dict[str, CopyKind] = {"image": CopyKind.PAGE, "thumbnail": CopyKind.THUMBNAIL, "text": CopyKind.TEXT}


def _made(said: Said, frame: Frame, asked: range) -> Made | None:
    """A frame as a copy; a picture that is no JPEG, or a page nobody asked for, is not taken."""
    page = frame.head.get("page")
    if not isinstance(page, int) or page not in asked:
        return None
    if frame.kind == "problem":
        code = str(frame.head.get("code"))
        return Made(CopyKind.OCR if code == "ocr_time" else CopyKind.PAGE, page, problem=code)
    if frame.kind not in _KINDS:
        return None
    content, kind, head = said.body(frame), _KINDS[frame.kind], frame.head
    if kind is CopyKind.TEXT:
        by_engine = isinstance(head.get("ocr"), int)
        return Made(CopyKind.OCR if by_engine else kind, page, content, sure=head["ocr"] if by_engine else None)
    if not content.startswith(JPEG):
        return Made(kind, page, problem="damaged")
    return Made(kind, page, content, width=_size(head.get("width")), height=_size(head.get("height")))


def _size(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 < value < 100_000 else None


@does(Job.TAKE_OUT)
def take_out(evidence_id: str, *places: str) -> dict[str, Any] | None:
    """Register parts of an item as items of their own, each once."""
    found = service.still_inside(UUID(evidence_id), [int(place) for place in places])
    if found is None:
        raise JobFailed("not_found")
    item, wanted = found
    state = service.reading_of(item)
    if not wanted or state is None or state.kind is None:
        return {"items": 0}
    progress(0, len(wanted), "taking_out")
    try:
        with opened(item) as copy, reading(copy, PARTS, task="unpack", found=item.mime_found, kind=state.kind,
                                           wanted=wanted) as said:
            return {"items": sum(_register(item, said, frame, wanted) for frame in said)}
    except ReaderFailed as failure:
        raise JobFailed(failure.code) from None


def _register(item: Evidence, said: Said, frame: Frame, wanted: list[int]) -> bool:
    if frame.kind != "member" or frame.head.get("problem") or frame.head.get("place") not in wanted:
        return False
    service.register_part(item, _facts(frame.head), said.body(frame))
    return True
