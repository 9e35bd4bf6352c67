"""The house rules as functions of source text: each answers the faults it finds, in words that say what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_MODULE = 300
LONGEST_ROUTE = 12

# The doors: the only places that commit.
DOORS = {"casefile/core/access.py", "workers/celery.py", "workers/schedule.py", "casefile/cli.py",
         "casefile/commands.py", "casefile/vault_commands.py"}
BANNED_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}


def sources() -> Iterator[tuple[str, str]]:
    """(path from the project's root, text) of every module of the application."""
    for folder in ("casefile", "workers"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def templates() -> Iterator[tuple[str, str]]:
    """(path, text) of every template."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def commits(path: str, text: str) -> list[str]:
    """Only the doors commit."""
    if path in DOORS or path.startswith(("casefile/demodata/", "casefile/migrations/")):
        return []
    return [f"{path}:{node.lineno}: only the doors commit; return to commit, raise to roll back"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"]


def too_long(path: str, text: str) -> list[str]:
    """A module that outgrows 300 lines becomes a folder."""
    if "/migrations/versions/" in path or len(text.splitlines()) <= LONGEST_MODULE:
        return []
    return [f"{path}: {len(text.splitlines())} lines; cut it into a folder with one file per entity or use case"]


def web_in_domain(path: str, text: str) -> list[str]:
    """Services and models know no request, session or form; they check no permission and write no history."""
    if not path.endswith(("/service.py", "/models.py", "/rules.py")) and "/service/" not in path:
        return []
    banned = {"request", "session", "abort", "render_template", "current_user", "permit", "AuditEvent"}
    faults = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("flask", "flask_login"):
            faults += [f"{path}:{node.lineno}: a service does not know the web ({name.name})"
                       for name in node.names if name.name in banned]
    return faults


def rows_behind_the_filter(path: str, text: str) -> list[str]:
    """session.get, bulk statements on records and raw SQL pass the row filter by."""
    if path.startswith(("casefile/core/", "casefile/migrations/", "casefile/demodata/", "workers/core.py")):
        return []
    faults = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "execute":
            faults += [f"{path}:{node.lineno}: raw SQL passes the row filter by; use an ORM select"
                       for argument in node.args
                       if isinstance(argument, ast.Call) and getattr(argument.func, "id", "") == "text"]
        if isinstance(node, ast.Attribute) and node.attr == "query" and getattr(node.value, "id", "") != "request":
            parent = ast.unparse(node)
            if parent.split(".")[0][:1].isupper():
                faults.append(f"{path}:{node.lineno}: Model.query is the old interface; use select()")
    return faults


def mass_assignment(path: str, text: str) -> list[str]:
    """Only the fields of a form reach a record."""
    return [f"{path}:{number}: {word} lets a sender set what the form does not offer"
            for number, line in enumerate(text.splitlines(), 1)
            for word in ("populate_obj", "**request.form", "**request.json", "**request.args") if word in line]


def long_routes(path: str, text: str) -> list[str]:
    """A route loads, asks, calls, answers."""
    if not (path.endswith("/routes.py") or "/routes/" in path):
        return []
    faults = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.decorator_list and "route" in ast.dump(node.decorator_list[0]):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > LONGEST_ROUTE:
                faults.append(f"{path}:{node.lineno}: {node.name} has {lines} lines; move the rest into the service")
    return faults


def vague_names(path: str, _text: str) -> list[str]:
    """Shared code is named for its one idea or lives in its slice."""
    return [f"{path}: name it for its idea" for part in Path(path).with_suffix("").parts if part in BANNED_NAMES]


def unsafe_markup(path: str, text: str) -> list[str]:
    """Nothing typed is ever markup, and no page carries style or script of its own."""
    return [f"{path}:{number}: “{word}” is against the content policy"
            for number, line in enumerate(text.splitlines(), 1)
            for word in ("|safe", "| safe", " style=", "onclick=", "onchange=", "<style", "javascript:")
            if word in line]


RULES = (commits, too_long, web_in_domain, rows_behind_the_filter, mass_assignment, long_routes, vague_names)
