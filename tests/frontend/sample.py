"""Sample pages: every macro once, with invented people and places."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import wtforms
from flask import Flask, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from wtforms.validators import InputRequired

from casefile.core import assets
from casefile.core.errors import Difference
from casefile.core.uncertain import UncertainDate
from hatch_build import ROOT

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

PAGES = Path(__file__).parent / "pages"


def _choices(labels: dict[str, str]) -> list[wtforms.SelectChoice]:
    return [wtforms.SelectChoice(value, label) for value, label in labels.items()]


class Post(wtforms.Form):
    """A part of a form."""

    rank = wtforms.StringField("Rank", validators=[InputRequired("Enter the rank")])


class Incident(FlaskForm):
    """One field of each kind."""

    version = wtforms.HiddenField(default="7")
    title = wtforms.StringField(
        "Short title", description="Neutral, no names of victims.", validators=[InputRequired("Enter a short title")]
    )
    kind = wtforms.SelectField("Type", choices=_choices({"": "— choose —", "transfer": "Transfer of detainees"}))
    summary = wtforms.TextAreaField(
        "Summary",
        description="One or two sentences.",
        validators=[InputRequired("Enter what happened in one or two sentences")],
    )
    when = UncertainDate("When", description="As precise as the source allows.")
    crimes = wtforms.SelectMultipleField(
        "Crimes",
        choices=_choices({"e": "Imprisonment", "f": "Torture"}),
        validators=[InputRequired("Choose at least one crime")],
    )
    weight = wtforms.RadioField("Weight", choices=_choices({"i": "Indicative", "s": "Strong"}), default="i")
    night = wtforms.BooleanField("It happened at night")
    aliases = wtforms.FieldList(wtforms.StringField(), min_entries=2, label="Other spellings")
    posts = wtforms.FieldList(wtforms.FormField(Post), min_entries=1, label="Posts")
    attachment = wtforms.FileField("Scan")
    sections = [
        ("What happened", ["title", "kind", "summary"]),
        ("When", ["when"]),
        ("Law", ["crimes", "weight", "night"]),
        ("Names", ["aliases", "posts", "attachment"]),
    ]
    draftable = True


class Filter(FlaskForm):
    """The filter of the list."""

    class Meta:
        """A filter changes nothing."""

        csrf = False

    q = wtforms.StringField("Words")
    stage = wtforms.SelectMultipleField("Stage", choices=_choices({"legal": "Legal analysis", "intake": "Intake"}))


class Page:
    """What core.lists gives."""

    number, size, total, total_is_exact, pages, sort = 2, 25, 212, True, 9, "-due"
    items = [Thing(title=f"Case {n}", stage="Intake", due="1 Dec 2026") for n in range(25)]

    def url(self, **changes: Any) -> str:
        """The address of the list with changes."""
        return "?" + "&".join(f"{name}={value}" for name, value in sorted(changes.items()) if value is not None)


def shell() -> Any:
    """What the application tells the frame."""

    def item(label: str, icon: str, count: int | None = None, current: bool = False) -> Any:
        return Thing(label=label, url=f"/{label.lower().replace(' ', '-')}", icon=icon, count=count, current=current)

    nav = [
        (
            "Work",
            [item("Dashboard", "house"), item("My work", "list-check", 12), item("Review queue", "shield-check", 9)],
        ),
        (
            "Records",
            [
                item("Cases", "folder", 14, True),
                item("Incidents", "geo-alt", 212),
                item("Witnesses", "people", 96),
                item("Officials", "person-badge", 58),
                item("Evidence", "file-earmark-text", 1904),
            ],
        ),
        ("Output", [item("Dossiers", "journal-text"), item("Law library", "book"), item("Administration", "gear")]),
    ]
    names = ("search", "jobs", "notifications", "help", "profile", "sign_out", "language", "session_extend", "drafts")
    return Thing(
        nav=nav,
        actor=Thing(name="Yoon Ha-eun"),
        jobs_running=1,
        unread=4,
        locale="en",
        other_locale=("ko", "한국어"),
        new_items=[("Case file", "/new")],
        session_ends=int(request.args.get("seconds", 3600)),
        version="0.1.0",
        build="abc",
        theme=request.args.get("theme"),
        links={name: f"/{name.replace('_', '-')}" for name in names},
    )


def _values() -> dict[str, Any]:
    tab_names = [
        ("Overview", None),
        ("Chronology", None),
        ("Incidents", 18),
        ("Witnesses", 11),
        ("Officials & command", 6),
        ("Evidence", 143),
        ("Element matrix", None),
        ("Tasks", 7),
        ("Dossiers", 2),
        ("Access & history", None),
    ]
    stages = [
        ("Intake", "done", "done 4 Mar 2024"),
        ("Preliminary assessment", "done", "done 20 Jun 2024"),
        ("Fact-finding", "done", "done 14 Oct 2026"),
        ("Legal analysis", "current", "5 of 9 exit checks met"),
        ("Internal review", "todo", "not started"),
        ("Dossier ready", "todo", "not started"),
    ]
    gaps = [
        (
            "blocking",
            "Torture, element 3: no evidence for three officials",
            "Art. 7(1)(f) · Unassigned",
            "Link evidence",
        ),
        ("blocking", "Consent of W-031 does not cover sharing", "Consent form of 2 May 2023", "Record consent"),
        ("advisory", "Incident I-0071 has no location more precise than province", "Chronology and map", "Edit"),
    ]
    jobs = [
        Thing(
            id="1",
            url="/job",
            title="Dossier, CF-2023-019",
            state="running",
            step="Rendering annex 41",
            done=41,
            total=66,
        ),
        Thing(
            id="2",
            url="/job",
            title="Export",
            state="failed",
            reason="The storage is full. Nothing was kept.",
            reference="ab12",
            retry_url="/job",
        ),
    ]
    return {
        "tabs": [Thing(label=label, url="/x", count=count, current=label == "Overview") for label, count in tab_names],
        "stages": [Thing(label=label, state=state, note=note) for label, state, note in stages],
        "gaps": [Thing(severity=s, title=t, detail=d, url="/x", action=a) for s, t, d, a in gaps],
        "jobs": jobs,
        "page": Page(),
        "events": [
            Thing(title="Transfer of 23 detainees", when="about March 2013", who="W-014", text="", url="/x", tone=None),
            Thing(title="Inspection", when=None, who=None, text="Noted in the register", url=None, tone="warn"),
        ],
    }


def make_app() -> Flask:
    """The application of the sample pages."""
    app = Flask("sample", static_folder=None)
    app.config.update(SECRET_KEY="for tests only", WTF_CSRF_ENABLED=True, kept=[])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(PAGES)])  # type: ignore[assignment]
    Babel(app)
    CSRFProtect(app)
    assets.init_app(app)
    app.jinja_env.globals["name_of"] = str  # the sample gives names where the application gives ids
    app.context_processor(lambda: {"shell": None if "out" in request.args else shell()})

    @app.after_request
    def policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CSP
        return response

    _pages(app)
    _answers(app)
    return app


def _pages(app: Flask) -> None:
    @app.get("/page/<name>")
    def page(name: str) -> str:
        return render_template(f"{name}.html", **_values(), form=Incident(), filter_form=Filter(request.args))

    @app.route("/incident", methods=["GET", "POST"])
    def incident() -> ResponseReturnValue:
        form = Incident()
        if form.validate_on_submit():
            return redirect("/page/sent", 303)
        return render_template("form.html", form=form, **_values()), 422 if form.errors else 200

    @app.post("/details")
    def details() -> str:
        return render_template("details.html", form=Incident())

    @app.route("/error/<name>", methods=["GET", "POST"])
    def error(name: str) -> str:
        rows = [
            Difference("title", "Short title", "a", "b", "c", True),
            Difference("kind", "Type", "x", "y", "z", False),
        ]
        typed = [
            ("csrf_token", "old"),
            ("title", "A transfer"),
            ("summary", "What was typed before the session ended\n<b>x</b>"),
        ]
        return render_template(
            f"errors/{name}.html",
            message="",
            reference="ab12cd34",
            form=Incident(),
            differences=rows,
            theirs_by="Seo Min-jae",
            theirs_at="09:05",
            typed=typed,
            resume_path="/incident",
        )


def _answers(app: Flask) -> None:
    @app.post("/drafts")
    def drafts() -> ResponseReturnValue:
        app.config["kept"].append(request.get_json())
        return jsonify(saved_at="now")

    @app.post("/batch")
    def batch() -> ResponseReturnValue:
        return jsonify(put="/put")

    @app.put("/put")
    def put() -> ResponseReturnValue:
        app.config["kept"].append((request.headers["X-Filename"], len(request.get_data())))
        return jsonify(
            reference="EV-0144",
            url="/evidence/EV-0144",
            sha256=request.headers.get("X-SHA256"),
            size=1,
            duplicate_of=None,
        )

    @app.post("/session-extend")
    def extend() -> ResponseReturnValue:
        return "", 204
