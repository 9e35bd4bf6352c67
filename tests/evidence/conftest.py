"""A store of its own for every test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_store(request, tmp_path, monkeypatch):
    """Files of other tests are no files without rows."""
    if "app" in request.fixturenames:
        monkeypatch.setitem(request.getfixturevalue("app").config, "STORE", str(tmp_path / "store"))
