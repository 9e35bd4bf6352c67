"""What the store is held to: speed as a ratio to hashing alone, `verify` to sha256sum, memory of a large upload."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from casefile.core import storage
from casefile.core.vault import Keyring

MIB = 1024 * 1024
SIZE = 1024 * MIB
SMALL = 10_000
RUNS = 3

Say = Callable[[str, str, str], None]


class Zeros(io.RawIOBase):
    """So many bytes of a block, without a file behind them."""

    def __init__(self, block: bytes, size: int) -> None:
        self.block, self.left = block, size

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        size = min(size, self.left, len(self.block))
        self.left -= size
        return self.block[:size]


def best(run: Callable[[int], None], size: int) -> float:
    """MB/s of the fastest of three runs."""
    times = []
    for number in range(RUNS):
        started = time.perf_counter()
        run(number)
        times.append(time.perf_counter() - started)
    return size / MIB / min(times)


def run(say: Say) -> None:
    """Measure on the disk of the working folder, which is where a store would lie."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        app = Flask("bench")
        app.config["STORE"] = folder
        app.extensions["vault"] = Keyring("k1", {"k1": os.urandom(32)})
        with app.app_context():
            throughput(say, Path(folder))
            verify(say, Path(folder))


def throughput(say: Say, folder: Path) -> None:
    """One large file: hashing alone, hashing and writing, the disk alone, and the store."""
    block = os.urandom(MIB)

    def alone(_n: int) -> None:
        found = hashlib.sha256()
        for _i in range(SIZE // MIB):
            found.update(block)

    def write(_n: int, hashing: bool = False) -> None:
        found, path = hashlib.sha256(), folder / "plain"
        with open(path, "wb", buffering=0) as out:
            for _i in range(SIZE // MIB):
                if hashing:
                    found.update(block)
                out.write(block)
            os.fsync(out.fileno())
        path.unlink()

    def store(_n: int) -> None:
        stored = storage.receive(Zeros(block, SIZE), SIZE)
        storage.place().take_away(stored.sha256, time.time() + 60)

    hashing = best(alone, SIZE)
    say("hashing alone", f"{hashing:,.0f} MB/s", "-")
    for name, work, goal in (("write + fsync of the disk / hashing", write, "-"),
                             ("hash, then write + fsync / hashing", lambda n: write(n, hashing=True), "-"),
                             ("store, encrypted / hashing", store, ">= 0.5")):
        speed = best(work, SIZE)
        say(name, f"{speed / hashing:.2f} ({speed:,.0f} MB/s)", goal)


def verify(say: Say, folder: Path) -> None:
    """Ten thousand small files: recomputing each digest, as `casefile verify` does, and sha256sum of plain ones."""
    plain = folder / "small"
    plain.mkdir()
    names = []
    for n in range(SMALL):
        content = f"{n}".encode() * 400
        (plain / str(n)).write_bytes(content)
        names.append(storage.receive(io.BytesIO(content)).sha256)
    started = time.perf_counter()
    subprocess.run("ls | xargs sha256sum > /dev/null", shell=True, cwd=plain, check=True)
    theirs = SMALL / (time.perf_counter() - started)
    started = time.perf_counter()
    whole = all(storage.digest(name) == name for name in names)
    ours = SMALL / (time.perf_counter() - started)
    assert whole
    say("verify of 10,000 small files / sha256sum", f"{ours / theirs:.2f} ({ours:,.0f}/s of {theirs:,.0f}/s)", "-")
