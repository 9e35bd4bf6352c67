"""Typesetting as a process: the same bytes every time, within its limits, and nothing left behind."""

import os
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from casefile.dossiers import typeset as module
from casefile.dossiers.typeset import Reason, TypesetFailed, typeset
from tests.dossiers import sample

ROOT = Path(__file__).parents[2]
MIB = 1024**2
ENDLESS = "#for i in range(100000) { for j in range(100000) {} }"  # minutes, at least


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the typesetter a temporary folder of its own, so that leftovers show."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_the_same_view_gives_the_same_bytes(tmp_path: Path) -> None:
    here = typeset(sample.view(20), tmp_path / "here.pdf")
    script = (
        "import sys; from pathlib import Path; from tests.dossiers import sample;"
        "from casefile.dossiers.typeset import typeset;"
        "print(typeset(sample.view(20), Path(sys.argv[1])).sha256)"
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {
        **os.environ,
        "TZ": "Asia/Seoul",
        "TMPDIR": str(elsewhere),
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", script, str(tmp_path / "other.pdf")]
    told = subprocess.run(
        command, env=env, cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.strip()
    assert told == here.sha256
    assert (tmp_path / "other.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()
    assert (tmp_path / "here.pdf").stat().st_size == here.size
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("memory_limit", "time_limit", "reason"),
    [(400 * MIB, 60, Reason.MEMORY), (20 * MIB, 60, Reason.MEMORY), (4096 * MIB, 0.05, Reason.TIME)],
)
def test_limits_are_kept_and_nothing_is_left(
    memory_limit: int, time_limit: float, reason: Reason, temp: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(TypesetFailed) as failure:
        typeset(sample.view(200), out / "dossier.pdf", memory_limit=memory_limit, time_limit=time_limit)
    assert failure.value.reason is reason
    assert list(temp.iterdir()) == list(out.iterdir()) == []


def test_a_template_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dossier.typ").write_text(ENDLESS)
    monkeypatch.setattr(module, "TEMPLATE", tmp_path)
    before = children(os.getpid())  # the suite's own servers, when they run
    with pytest.raises(TypesetFailed) as failure:
        typeset(sample.view(1), tmp_path / "dossier.pdf", time_limit=1)
    assert failure.value.reason is Reason.TIME
    assert children(os.getpid()) == before


def test_a_caller_that_stops_leaves_no_process_and_no_file(temp: Path, tmp_path: Path) -> None:
    def stop(step: str) -> None:
        raise InterruptedError(step)

    before = children(os.getpid())  # the suite's own servers, when they run
    with pytest.raises(InterruptedError, match="typesetting"):
        typeset(sample.view(20), tmp_path / "dossier.pdf", on_step=stop)
    assert not (tmp_path / "dossier.pdf").exists()
    assert list(temp.iterdir()) == []
    assert children(os.getpid()) == before


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("#text(fallback: false)[\U0001f600]", Reason.REFUSED),
        ("#nonsense", Reason.REFUSED),
        ("#context for i in range(query(<x>).len() + 1) [#metadata(i)<x>]", Reason.UNSETTLED),
    ],
)
def test_a_doubtful_document_is_refused(
    template: str, reason: Reason, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dossier.typ").write_text(
        '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n' + template
    )
    monkeypatch.setattr(module, "TEMPLATE", tmp_path)
    with pytest.raises(TypesetFailed) as failure:
        typeset(sample.view(1), tmp_path / "dossier.pdf")
    assert failure.value.reason is reason


def test_missing_fonts_are_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FONTS", tmp_path)
    with pytest.raises(TypesetFailed, match="fonts are not installed"):
        typeset(sample.view(1), tmp_path / "dossier.pdf")


def test_a_silent_process_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text("")
    monkeypatch.setattr(module, "PROCESS", silent)
    with pytest.raises(TypesetFailed) as failure:
        typeset(sample.view(1), tmp_path / "dossier.pdf")
    assert failure.value.reason is Reason.STOPPED


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        typeset(sample.view(1), tmp_path / "dossier.pdf")
    assert list(tmp_path.iterdir()) == []


def children(parent: int) -> list[int]:
    """Return the processes a process started and that are still there."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def test_a_killed_parent_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.dossiers import sample;"
        "from casefile.dossiers import typeset as module; module.TEMPLATE = Path(sys.argv[2]);"
        "module.typeset(sample.view(1), Path(sys.argv[1]), on_step=lambda step: print(step, flush=True))"
    )
    temp, out = tmp_path / "temp", tmp_path / "out"
    temp.mkdir()
    out.mkdir()
    (tmp_path / "dossier.typ").write_text(ENDLESS)
    env = {**os.environ, "TMPDIR": str(temp), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, str(out / "dossier.pdf"), str(tmp_path)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip() == "typesetting"
        [child] = children(parent.pid)
        watched = os.pidfd_open(child)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        ended, _, _ = select.select([watched], [], [], 10)
        if not ended:
            signal.pidfd_send_signal(watched, signal.SIGKILL)
        os.close(watched)
        assert ended, "the typesetting process outlived its parent"
    assert list(temp.iterdir()) == list(out.iterdir()) == []
