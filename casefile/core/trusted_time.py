"""Trusted time (RFC 3161): the question to a time authority, and whether an answer may be believed.

Nothing here speaks to the network: a worker does (`workers/authority.py`). An answer is believed when it was granted,
is for these very bytes, repeats our number, is signed by a certificate for time stamps below a root of the settings,
and tells a time near our own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from flask import current_app
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from casefile.core.der_order import in_order

# How far the authority's clock may be from the database's before we ask people which of the two is wrong.
APART = timedelta(minutes=10)
# What the library and the certificates of a hostile answer may raise.
FAULTS = (VerificationError, ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, UnsupportedAlgorithm)
SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")


class Answer(StrEnum):
    """What came of asking."""

    GRANTED = "granted"
    SILENT = "silent"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    OTHER = "other"
    UNTRUSTED = "untrusted"
    CLOCK = "clock"


class NotBelieved(Exception):
    """The answer is not kept; `answer` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.value)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: a digest and a number that only the answer to this question repeats."""

    data: bytes
    nonce: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """An answer that holds. at: the authority's time. token: the answer as it came (`.tsr`)."""

    at: datetime
    serial: str
    authority: str
    policy: str
    token: bytes


def authority_url() -> str:
    """Where to ask; empty when no authority is set."""
    return str(current_app.config["TIME_AUTHORITY"])


def roots() -> list[x509.Certificate]:
    """The certificates that tokens must go back to."""
    found: list[x509.Certificate] = current_app.config["TIME_ROOTS"]
    return found


def question(content: bytes) -> Question:
    """The question for a time stamp over these bytes."""
    request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
    return Question(request.as_bytes(), request.nonce or 0)


def believe(token: bytes, content: bytes, nonce: int, now: datetime) -> Stamp:
    """The stamp in the answer to a question asked just now. Raises NotBelieved."""
    response = _decoded(token)
    if response.status != PKIStatus.GRANTED:
        raise NotBelieved(Answer.REFUSED)
    if response.tst_info.nonce != nonce:
        raise NotBelieved(Answer.OTHER)
    stamp = check(token, content)
    if abs(stamp.at - now) > APART:
        raise NotBelieved(Answer.CLOCK)
    return stamp


def check(token: bytes, content: bytes) -> Stamp:
    """The stamp in a token, proved anew: over these bytes, below one of the roots. Raises NotBelieved."""
    response = _decoded(token)
    info = response.tst_info
    imprint = info.message_imprint
    if imprint.hash_algorithm != SHA256 or imprint.message != hashlib.sha256(content).digest():
        raise NotBelieved(Answer.OTHER)
    builder = VerifierBuilder()
    for root in roots():
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(response, content)
    except FAULTS:
        raise NotBelieved(Answer.UNTRUSTED) from None
    return Stamp(info.gen_time, f"{info.serial_number:x}", _signer(response), info.policy.dotted_string, token)


def _decoded(token: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(in_order(token))
        if response.status == PKIStatus.GRANTED:
            _ = response.tst_info, response.signed_data
    except FAULTS:
        raise NotBelieved(Answer.UNREADABLE) from None
    return response


def _signer(response: TimeStampResponse) -> str:
    """Who signed, as the certificate that the signature was checked with says."""
    [signer] = response.signed_data.signer_infos
    for certificate in map(x509.load_der_x509_certificate, response.signed_data.certificates):
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return certificate.subject.rfc4514_string()[:300]
    raise NotBelieved(Answer.UNTRUSTED)
