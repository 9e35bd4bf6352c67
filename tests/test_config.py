"""Settings: what must not start, does not, and says why."""

from __future__ import annotations

import pytest

from casefile import config
from tests.conftest import settings


@pytest.fixture
def environment(servers, tmp_path):
    secret = tmp_path / "store_secret"
    secret.write_text("s3cret\n")
    secret.chmod(0o400)
    return settings(servers, tmp_path, "none") | {
        "CASEFILE_STORE": "s3://originals?endpoint=http://store:7070", "CASEFILE_STORE_USER": "casefile",
        "CASEFILE_STORE_SECRET_FILE": str(secret)}


def test_the_store_is_a_folder_unless_another_place_is_named(environment, tmp_path):
    assert config.read(environment)["STORE"] == "s3://originals?endpoint=http://store:7070"
    assert config.read(environment)["STORE_SECRET"] == "s3cret"
    assert config.read(environment | {"CASEFILE_STORE": ""})["STORE"] == str(tmp_path / "data/store")
    assert config.read(environment | {"CASEFILE_STORE": "file:///elsewhere"})["STORE"] == "/elsewhere"


@pytest.mark.parametrize(("change", "says"), [
    ({"CASEFILE_STORE": "s3://?endpoint=http://x"}, "needs a bucket"),
    ({"CASEFILE_STORE_USER": ""}, "CASEFILE_STORE_USER"),
    ({"CASEFILE_STORE_SECRET_FILE": ""}, "CASEFILE_STORE_SECRET_FILE"),
    ({"CASEFILE_STORE": "ftp://x"}, "must be file:"),
    ({"CASEFILE_STORE": "/folder"}, "must be file:"),
    ({"CASEFILE_STORE_SECRET_FILE": "/nowhere"}, "cannot be read")])
def test_a_store_that_cannot_be_reached_is_said_at_the_start(environment, change, says):
    with pytest.raises(config.Unsafe, match=says):
        config.read(environment | change)
