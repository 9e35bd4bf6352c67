"""Names and first bytes of files, as plain values: nothing here opens or parses anything."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote_to_bytes

LONGEST_NAME = 400
HEAD = 64
UNKNOWN = "application/octet-stream"

# (offset, bytes, label). The first that fits wins.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (38, b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (38, b"application/hwp+zip", "application/hwp+zip"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"WARC/", "application/warc"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
)

# Endings a download may have. What is not listed is given out as .bin.
_ENDINGS = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/tiff": "tif",
    "image/bmp": "bmp", "image/webp": "webp", "image/heic": "heic", "audio/mp4": "m4a", "video/quicktime": "mov",
    "video/mp4": "mp4", "video/x-matroska": "mkv", "video/x-msvideo": "avi", "audio/wav": "wav", "audio/mpeg": "mp3",
    "audio/ogg": "ogg", "audio/flac": "flac", "application/vnd.oasis.opendocument.text": "odt", "text/plain": "txt",
    "application/hwp+zip": "hwpx", "application/zip": "zip", "application/rtf": "rtf", "application/gzip": "gz",
    "application/x-7z-compressed": "7z", "application/vnd.rar": "rar", "application/warc": "warc",
}
# A container's label does not say which program wrote it: these endings of the received name may stand with it.
_MEMBERS = {
    "application/zip": {"docx", "xlsx", "pptx", "odt", "ods", "odp", "hwpx", "epub", "wacz", "zip", "kmz"},
    "application/x-ole-storage": {"doc", "xls", "ppt", "msg", "hwp"},
    "application/gzip": {"gz", "tgz"},
    "text/plain": {"txt", "csv", "json", "eml", "mbox", "md", "xml"},
}


def label(head: bytes) -> str:
    """What the first bytes say the file is; a label for people, never a reason to trust it."""
    for offset, mark, name in _SIGNATURES:
        if head[offset : offset + len(mark)] == mark:
            return name
    return "text/plain" if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if not head or b"\0" in head:
        return False
    # The head may end in the middle of a character.
    for cut in range(4):
        try:
            text = head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(char) == "Cc" and char not in "\t\r\n\f" for char in text)
    return False


def download_name(reference: str, mime_found: str, file_name: str) -> str:
    """The name of a file given out: the reference and an ending from a fixed list, nothing typed by anybody."""
    ending = file_name.rpartition(".")[2].lower()
    if ending not in _MEMBERS.get(mime_found, set()):
        ending = _ENDINGS.get(mime_found, "bin")
    return f"{reference}.{ending}"


def shown_name(name: str) -> str:
    """The name as received, invisible and unfit characters written out, no longer than can be kept."""
    shown = "".join(_shown(char) for char in name)
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + "…"


def _shown(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"):
        return f"\\u{{{ord(char):04X}}}"
    return char


def name_from_header(value: str) -> str:
    """The file name out of a percent-encoded header; bytes that are no text stay recognisable."""
    raw = unquote_to_bytes(value)
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")
