"""The house rules hold in the whole tree, and each of them fails when it is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from casefile.core.access import GRANTS, Permission
from casefile.core.jobs import Job
from tests import architecture
from tests.architecture import ROOT
from workers.celery import WORKERS, make_celery


@pytest.mark.parametrize("rule", architecture.RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule):
    faults = [fault for path, text in architecture.sources() for fault in rule(path, text)]
    assert not faults, "\n".join(faults)


def test_templates_keep_to_the_content_policy():
    faults = [fault for path, text in architecture.templates() for fault in architecture.unsafe_markup(path, text)]
    assert not faults, "\n".join(faults)


BROKEN = [
    (architecture.commits, "casefile/evidence/service.py", "db.session.commit()"),
    (architecture.too_long, "casefile/evidence/service.py", "x = 1\n" * 301),
    (architecture.web_in_domain, "casefile/evidence/service.py", "from flask import request"),
    (architecture.rows_behind_the_filter, "casefile/law/service.py", "db.session.execute(text('SELECT 1'))"),
    (architecture.rows_behind_the_filter, "casefile/law/service.py", "Charge.query.all()"),
    (architecture.mass_assignment, "casefile/law/routes.py", "form.populate_obj(charge)"),
    (architecture.long_routes, "casefile/law/routes.py",
     "@bp.route('/')\ndef page():\n" + "    x = 1\n" * 13),
    (architecture.vague_names, "casefile/law/utils.py", ""),
    (architecture.unsafe_markup, "templates/law/page.html", "{{ text|safe }}"),
    (architecture.unsafe_markup, "templates/law/page.html", '<p style="color:red">'),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_each_rule_fails_when_it_is_broken(rule, path, text):
    assert rule(path, text)


def contracts(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()",
               "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(tree)})


def test_import_contracts_hold():
    result = contracts(ROOT)
    assert result.returncode == 0, result.stdout


BROKEN_IMPORTS = [
    ("casefile/core/actor.py", "import casefile.cases.models", "Slices stand in one order"),
    ("casefile/people/rules/person.py", "import casefile.officials.models", "Slices stand in one order"),
    ("casefile/cases/service.py", "import workers.celery", "never imports a worker"),
    ("casefile/cases/rules.py", "import sqlalchemy", "rules.py is plain Python"),
    ("casefile/cases/service.py", "import wtforms", "does not know that it is on the web"),
    ("casefile/servers/lock.py", "import casefile.core.db", "know nothing of the application"),
]


@pytest.mark.parametrize(("path", "line", "contract"), BROKEN_IMPORTS)
def test_each_import_contract_fails_when_it_is_broken(tmp_path, path, line, contract):
    for part in ("casefile", "workers", "pyproject.toml"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("static", "fonts", "__pycache__"))
        else:
            shutil.copy(source, tmp_path / part)
    broken = tmp_path / path
    broken.write_text(f"{broken.read_text('utf-8')}\n{line}\n", "utf-8")
    result = contracts(tmp_path)
    assert result.returncode == 1, result.stdout
    assert any(contract in text and "BROKEN" in text for text in result.stdout.splitlines()), result.stdout


def test_every_view_says_who_may_use_it(app: Flask):
    bare = [endpoint for endpoint, view in app.view_functions.items()
            if endpoint != "static" and "permission" not in vars(view)]
    assert not bare, f"put @permit(...) on {bare}"


def test_every_permission_is_granted_and_used(app: Flask):
    used = {vars(view).get("permission") for view in app.view_functions.values()}
    assert set(GRANTS) == set(Permission)
    assert not [permission for permission in Permission if not GRANTS[permission]]
    unused = [permission for permission in Permission if permission not in used]
    assert not unused, f"no view uses {unused}"


def test_every_job_has_a_worker(app: Flask):
    make_celery(app)
    assert set(WORKERS) == set(Job)
