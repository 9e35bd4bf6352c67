"""Stored files in a folder of this machine."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

SMALL = 64 * 1024


class FileSource:
    """A file in the folder, open; most are small and read at once."""

    def __init__(self, path: Path | str) -> None:
        self._handle = os.open(path, os.O_RDONLY)
        self.size = os.fstat(self._handle).st_size
        self._all = os.pread(self._handle, SMALL, 0) if self.size <= SMALL else None

    def read_at(self, offset: int, size: int) -> bytes:
        """Exactly these bytes, fewer at the end."""
        if self._all is not None:
            return self._all[offset : offset + size]
        return os.pread(self._handle, size, offset)

    def close(self) -> None:
        """Give the handle back."""
        os.close(self._handle)


class Folder:
    """objects/ab/<sha256> holds the files, keys/ab/<sha256> keys wrapped anew, staging/ what is not stored yet."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.staging = root / "staging"
        self._objects = f"{root}/objects/"  # a path object costs more than reading a small file

    def _path(self, kind: str, sha256: str) -> Path:
        return self.root / kind / sha256[:2] / sha256

    def path(self, sha256: str) -> Path:
        """Where a file lies."""
        return self._path("objects", sha256)

    def source(self, sha256: str) -> FileSource:
        """The file, opened; FileNotFoundError when it is not there."""
        return FileSource(f"{self._objects}{sha256[:2]}/{sha256}")

    def put(self, part: Path, sha256: str, _whole: Callable[[], bool]) -> None:
        """Give the staged file, which is whole and on disk, its name; it has left the staging folder then."""
        self._settle(part, self.path(sha256))

    def _settle(self, part: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.rename(target)
        for folder in (target.parent, target.parent.parent, self.root):
            sync(folder)

    def touch(self, sha256: str) -> None:
        """Say that the file is wanted, so that nobody takes it away now; FileNotFoundError when it is not there."""
        os.utime(self.path(sha256))

    def names(self) -> Iterator[str]:
        """The names of all files, in order."""
        for path in sorted((self.root / "objects").glob("??/*")):
            yield path.name

    def take_away(self, sha256: str, limit: float) -> bool:
        """Remove a file that nobody has wanted since `limit`; True when it is gone.

        Somebody may be receiving the same file at this moment and touch it: then it is put back.
        """
        path = self.path(sha256)
        if path.stat().st_mtime >= limit:
            return False
        aside = self.staging / secrets.token_hex(16)
        aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.rename(aside)
        if aside.stat().st_mtime >= limit:
            aside.rename(path)
            return False
        aside.unlink()
        self._path("keys", sha256).unlink(missing_ok=True)
        return True

    def read_key(self, sha256: str) -> bytes | None:
        """The key of a file, wrapped anew after its header was written."""
        try:
            return self._path("keys", sha256).read_bytes()
        except FileNotFoundError:
            return None

    def write_key(self, sha256: str, wrapped: bytes) -> None:
        """Keep a key that was wrapped anew."""
        self.staging.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = self.staging / secrets.token_hex(16)
        with open(part, "xb") as out:
            out.write(wrapped)
            os.fchmod(out.fileno(), 0o400)
            out.flush()
            os.fsync(out.fileno())
        self._settle(part, self._path("keys", sha256))


def sync(folder: Path) -> None:
    """See the names in a folder on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
