"""What goes wrong is told by kind and place; its text could quote what somebody typed."""

from __future__ import annotations

from casefile.core.errors import where


def test_the_log_names_kind_and_line_but_never_the_text():
    try:
        raise ValueError("Kim Canary lives in Seoul")
    except ValueError as error:
        told = where(error)
    assert told.startswith("ValueError")
    assert "test_errors.py" in told
    assert "Canary lives" not in told.replace('raise ValueError("Kim Canary lives in Seoul")', "")
