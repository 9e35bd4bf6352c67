"""The certificates of a time token in the order that DER asks for.

Many authorities, openssl among them, send them in another order, which a strict reader refuses. They stand outside of
what is signed, and putting them in order moves bytes without changing any length.
"""

from __future__ import annotations

from collections.abc import Iterator

SEQUENCE, SET_OF_CERTIFICATES = 0x30, 0xA0


def in_order(answer: bytes) -> bytes:
    """The answer with its certificates in order; the very same bytes when it is none that has any."""
    try:
        start, end = _certificates(answer)
        parts = sorted(answer[one:other] for _tag, one, _body, other in _elements(answer, start, end))
    except (IndexError, ValueError):
        return answer
    return answer[:start] + b"".join(parts) + answer[end:]


def _certificates(answer: bytes) -> tuple[int, int]:
    """Where they stand: answer > token > (kind, content) > signed data > the part that holds certificates."""
    spot = _part(answer, 0, len(answer), SEQUENCE, 0)
    for tag, nth in ((SEQUENCE, 1), (0xA0, 0), (SEQUENCE, 0), (SET_OF_CERTIFICATES, 0)):
        spot = _part(answer, *spot, tag, nth)
    return spot


def _part(data: bytes, start: int, end: int, tag: int, nth: int) -> tuple[int, int]:
    """The content of the nth element with this tag."""
    found = [(body, stop) for its_tag, _one, body, stop in _elements(data, start, end) if its_tag == tag]
    return found[nth]


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """(tag, start, start of the content, end) of each element; ValueError when they do not fill the place."""
    while start < end:
        body, length = start + 2, data[start + 1]
        if length & 0x80:
            body += length & 0x7F
            length = int.from_bytes(data[start + 2 : body], "big")
        if body + length > end:
            raise ValueError("an element is longer than its place")
        yield data[start], start, body, body + length
        start = body + length
