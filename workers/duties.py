"""Which function does which job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casefile.core.jobs import Job

Worker = Callable[..., dict[str, Any] | None]
WORKERS: dict[Job, Worker] = {}


def does(job: Job) -> Callable[[Worker], Worker]:
    """Register the function that does a job; it takes the row's args (texts) and may answer a JSON result.

    It may run twice: effects and the row's "done" are one transaction, files are named by their content.
    """

    def register(worker: Worker) -> Worker:
        WORKERS[job] = worker
        return worker

    return register
