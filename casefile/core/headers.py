"""The browser's orders: what a page may load, and that nothing of a case is kept."""

from __future__ import annotations

from uuid import uuid4

from flask import Flask, Response, abort, g, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), payment=(), browsing-topics=()",
    "Cache-Control": "no-store",
}


def init_app(app: Flask) -> None:
    """Set the headers on every answer, and refuse writes that another site's page sends."""

    @app.before_request
    def only_own_pages() -> None:
        g.request_id = uuid4().hex[:12]
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            site = request.headers.get("Sec-Fetch-Site", "same-origin")
            if site not in ("same-origin", "none"):
                abort(400)

    @app.after_request
    def orders(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["SECURE"]:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        response.headers.pop("Server", None)
        return response
