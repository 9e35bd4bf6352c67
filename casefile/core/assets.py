"""Static files under an address that changes with their content, so that browsers may keep them for a year."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, request

ROOT: Final = Path(__file__).parent.parent / "static"
FOREVER: Final = "public, max-age=31536000, immutable"
TYPES: Final = {".js": "text/javascript", ".svg": "image/svg+xml", ".css": "text/css", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file as it is sent."""

    plain: bytes
    packed: bytes | None
    mimetype: str
    etag: str


class Assets:
    """All static files, read once at start: there are few, and they are small."""

    def __init__(self, root: Path = ROOT) -> None:
        self.files: dict[str, Asset] = {}
        build = sha256()
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in Path(name).parts):
                asset = _read(path)
                self.files[name] = asset
                build.update(f"{name}\0{asset.etag}\0".encode())
        self.build = build.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Address of a file, changing whenever any file changes (modules import each other by relative paths)."""
        return f"/static/{self.build}/{name}"

    def answer(self, name: str) -> Response:
        """The file, packed if the browser can unpack it; anything not read at start does not exist."""
        asset = self.files.get(name)
        if asset is None:
            abort(404)
        packed = asset.packed is not None and request.accept_encodings["gzip"] > 0
        response = Response(asset.packed if packed else asset.plain, mimetype=asset.mimetype)
        if packed:
            response.content_encoding = "gzip"
        if asset.packed is not None:
            response.vary.add("Accept-Encoding")
        response.set_etag(asset.etag + ("-gz" if packed else ""))
        response.headers["Cache-Control"] = FOREVER
        response.make_conditional(request)
        return response


def init_app(app: Flask) -> None:
    """Serve the files, and give templates `static('css/casefile.css')`."""
    assets = Assets()
    app.extensions["assets"] = assets
    app.extensions["build"] = assets.build
    app.jinja_env.globals["static"] = assets.url

    @app.get("/static/<build>/<path:name>", endpoint="static")
    def static_file(build: str, name: str) -> Response:
        """A file of the current build; an older address gets the current file but may not keep it."""
        response = assets.answer(name)
        if build != assets.build:
            response.headers["Cache-Control"] = "no-cache"
        return response


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    mimetype = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packable = mimetype in TYPES.values() or mimetype.startswith("text/")
    packed = gzip.compress(content, compresslevel=9, mtime=0) if packable else None
    if packed is not None and len(packed) >= len(content):
        packed = None
    return Asset(content, packed, mimetype, sha256(content).hexdigest()[:20])
