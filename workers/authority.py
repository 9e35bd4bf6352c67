"""Asking a time authority: the one address outside that a worker speaks to. No redirect is followed."""

from __future__ import annotations

import http.client
import ssl
import time
from urllib.parse import urlsplit

from casefile.core.trusted_time import Answer, NotBelieved

# Each wait for the network, and the answer as a whole. A token with its certificates has about 6,000 bytes.
WAIT, WHOLE = 10.0, 30.0
LARGEST = 256 * 1024
QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


def ask(url: str, query: bytes) -> bytes:
    """What the authority answers. Raises NotBelieved: silent when it cannot be reached, unreadable when it babbles."""
    parts, until = urlsplit(url), time.monotonic() + WHOLE
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request("POST", parts._replace(scheme="", netloc="").geturl() or "/", query,
                           {"Content-Type": QUERY, "Accept": REPLY})
        with connection.getresponse() as response:
            if response.status != 200:
                raise NotBelieved(Answer.SILENT if response.status >= 500 else Answer.UNREADABLE)
            return _read(response, until)
    except (OSError, http.client.HTTPException):
        raise NotBelieved(Answer.SILENT) from None
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=WAIT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=WAIT)


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    """All of it, however slowly it drips, but neither longer nor more than any answer takes."""
    found = b""
    while part := response.read1(LARGEST):
        found += part
        if len(found) > LARGEST:
            raise NotBelieved(Answer.UNREADABLE)
        if time.monotonic() > until:
            raise NotBelieved(Answer.SILENT)
    return found
