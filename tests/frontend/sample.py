"""Sample pages: every macro once, with invented people and places."""

from __future__ import annotations

from types import SimpleNamespace as Thing
from typing import Any

import wtforms
from flask import Flask, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from wtforms.validators import InputRequired

from casefile.core import assets
from casefile.core.errors import Difference
from casefile.core.uncertain import UncertainDate
from hatch_build import ROOT

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
       "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")

PAGES = {
    "overview.html": """
{% extends 'base.html' %}{% import 'macros/ui.html' as ui %}
{% set identity_full = true %}
{% block title %}Arbitrary detention at Unjin Facility No. 12, 2011–2015{% endblock %}
{% block crumbs %}<li><a href="/cases">Cases</a></li><li aria-current="page"><span class="cf-ref">CF-2024-031</span></li>{% endblock %}
{% block actions %}<a class="btn btn-outline" href="/x">{{ ui.icon('plus-lg') }} Add to case</a>
<a class="btn btn-outline" href="/x">{{ ui.icon('journal-text') }} Generate dossier</a>{% endblock %}
{% block identity %}{{ ui.identity_bar('CF-2024-031', tags=[('Stage 4 of 6: Legal analysis', 'info'), ('Restricted: named members only', 'lock')],
 meta=[('Lead', 'Seo Min-jae'), '5 members']) }}{{ ui.tabs(tabs) }}{% endblock %}
{% block content %}
{% call ui.card('Stage', note='In this stage for 41 days', links=[('Move to Internal review…', '/x')]) %}{{ ui.stage_tracker(stages) }}{% endcall %}
{% call ui.card('What is missing', tags=[ui.tag('4 blocking', 'bad'), ui.tag('3 advisory', 'warn')], links=[('How gaps are worked out', '/x')], flush=true) %}{{ ui.gap_list(gaps) }}{% endcall %}
{% call ui.card('Element matrix', flush=true) %}<div class="cf-tablebox" tabindex="0" role="region" aria-label="Matrix"><table class="cf-matrix">
<caption class="visually-hidden">Matrix</caption>
<thead><tr><th scope="col">Element</th><th scope="col">Kang Mun-sik</th><th scope="col">Ri Sang-chol</th><th scope="col">Pak Yong-ho</th><th scope="col">Han Kyong-il</th><th scope="col">Choe Tae-jun</th><th scope="col">O Jin</th></tr></thead>
<tbody><tr><th scope="row">Severe pain or suffering</th>{% for level in ('strong', 'corroborated', 'indicative', 'none', 'contested') %}<td><a href="/x">{{ ui.shape(level, loop.index) }}</a></td>{% endfor %}<td>{{ ui.shape('not_pleaded') }}</td></tr></tbody></table></div>{% endcall %}
{% call ui.card('Jobs', flush=true) %}{% for job in jobs %}{{ ui.job_card(job) }}{% endfor %}{% endcall %}
{% call ui.card('Events') %}{{ ui.timeline(events) }}{{ ui.copyable('9f2c41ab7703e6d1') }}{{ ui.meter(21, 31, 'Elements supported') }}{% endcall %}
{% endblock %}
{% block aside %}{% call ui.card('Case summary', links=[('Change', '/x')]) %}{{ ui.facts([('Period', 'Sept 2011 – about Nov 2015'), ('Place', 'Unjin Province, Taesan'), ('Victims', none)]) }}{% endcall %}{% endblock %}
""",
    "form.html": """
{% extends 'base.html' %}{% import 'macros/ui.html' as ui %}{% import 'macros/forms.html' as f %}
{% block title %}New incident{% endblock %}
{% block crumbs %}<li><a href="/cases">Cases</a></li><li><a href="/x"><span class="cf-ref">CF-2024-031</span> Arbitrary detention at Unjin Facility No. 12</a></li><li aria-current="page">New</li>{% endblock %}
{% block identity %}{{ ui.identity_bar('CF-2024-031', tags=[('Stage 4 of 6: Legal analysis', 'info'), ('Restricted', 'lock')]) }}{{ ui.tabs(tabs) }}{% endblock %}
{% block subheading %}Fields are optional unless marked “required”.{% endblock %}
{% block content %}{{ f.form_page(form, 'Save and close', cancel='/', extra_buttons=[('review', 'Send for review…')]) }}{% endblock %}
""",
    "details.html": """
{% extends 'base.html' %}{% import 'macros/forms.html' as f %}
{% block title %}Incident{% endblock %}{% block content %}{{ f.details(form) }}{% endblock %}
""",
    "list.html": """
{% extends 'base.html' %}{% import 'macros/ui.html' as ui %}{% import 'macros/lists.html' as lists %}
{% block title %}Cases{% endblock %}
{% block content %}{{ lists.filters(filter_form, page) }}
<section class="cf-card">{% call(row) lists.list_table(page, [('title', 'Case'), (none, 'Stage'), ('due', 'Next date')], 'Cases', empty=ui.empty('No cases', 'Cases you are a member of are listed here.', '/new', 'Open a case')) %}
<td><a href="/x">{{ row.title }}</a></td><td>{{ row.stage }}</td><td>{{ row.due }}</td>{% endcall %}</section>{% endblock %}
""",
    "upload.html": """
{% extends 'base.html' %}
{% block title %}Upload{% endblock %}{% block content %}<cf-upload><form method="post" action="/batch" enctype="multipart/form-data" data-put="/put">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><label for="files">Files</label><input id="files" type="file" name="files" multiple>
<button class="btn btn-primary">Send</button></form></cf-upload>{% endblock %}
""",
    "sent.html": "{% extends 'base.html' %}{% block title %}Sent{% endblock %}{% block content %}{% endblock %}",
}


def _choices(labels: dict[str, str]) -> list[wtforms.SelectChoice]:
    return [wtforms.SelectChoice(value, label) for value, label in labels.items()]


class Post(wtforms.Form):
    """A part of a form."""

    rank = wtforms.StringField("Rank", validators=[InputRequired("Enter the rank")])


class Incident(FlaskForm):
    """One field of each kind."""

    version = wtforms.HiddenField(default="7")
    title = wtforms.StringField("Short title", description="Neutral, no names of victims.",
                                validators=[InputRequired("Enter a short title")])
    kind = wtforms.SelectField("Type", choices=_choices({"": "— choose —", "transfer": "Transfer of detainees"}))
    summary = wtforms.TextAreaField("Summary", description="One or two sentences.",
                                    validators=[InputRequired("Enter what happened in one or two sentences")])
    when = UncertainDate("When", description="As precise as the source allows.")
    crimes = wtforms.SelectMultipleField("Crimes", choices=_choices({"e": "Imprisonment", "f": "Torture"}),
                                         validators=[InputRequired("Choose at least one crime")])
    weight = wtforms.RadioField("Weight", choices=_choices({"i": "Indicative", "s": "Strong"}), default="i")
    night = wtforms.BooleanField("It happened at night")
    aliases = wtforms.FieldList(wtforms.StringField(), min_entries=2, label="Other spellings")
    posts = wtforms.FieldList(wtforms.FormField(Post), min_entries=1, label="Posts")
    attachment = wtforms.FileField("Scan")
    sections = [("What happened", ["title", "kind", "summary"]), ("When", ["when"]), ("Law", ["crimes", "weight", "night"]),
                ("Names", ["aliases", "posts", "attachment"])]
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
        ("Work", [item("Dashboard", "house"), item("My work", "list-check", 12), item("Review queue", "shield-check", 9)]),
        ("Records", [item("Cases", "folder", 14, True), item("Incidents", "geo-alt", 212), item("Witnesses", "people", 96),
                     item("Officials", "person-badge", 58), item("Evidence", "file-earmark-text", 1904)]),
        ("Output", [item("Dossiers", "journal-text"), item("Law library", "book"), item("Administration", "gear")]),
    ]
    names = ("search", "jobs", "notifications", "help", "profile", "sign_out", "language", "session_extend", "drafts")
    return Thing(nav=nav, actor=Thing(name="Yoon Ha-eun"), jobs_running=1, unread=4, locale="en", other_locale=("ko", "한국어"),
                 new_items=[("Case file", "/new")], session_ends=int(request.args.get("seconds", 3600)), version="0.1.0", build="abc",
                 theme=request.args.get("theme"), links={name: f"/{name.replace('_', '-')}" for name in names})


def _values() -> dict[str, Any]:
    tab_names = [("Overview", None), ("Chronology", None), ("Incidents", 18), ("Witnesses", 11), ("Officials & command", 6),
                 ("Evidence", 143), ("Element matrix", None), ("Tasks", 7), ("Dossiers", 2), ("Access & history", None)]
    stages = [("Intake", "done", "done 4 Mar 2024"), ("Preliminary assessment", "done", "done 20 Jun 2024"),
              ("Fact-finding", "done", "done 14 Oct 2026"), ("Legal analysis", "current", "5 of 9 exit checks met"),
              ("Internal review", "todo", "not started"), ("Dossier ready", "todo", "not started")]
    gaps = [("blocking", "Torture, element 3: no evidence for three officials", "Art. 7(1)(f) · Unassigned", "Link evidence"),
            ("blocking", "Consent of W-031 does not cover sharing", "Consent form of 2 May 2023", "Record consent"),
            ("advisory", "Incident I-0071 has no location more precise than province", "Chronology and map", "Edit")]
    jobs = [Thing(id="1", url="/job", title="Dossier, CF-2023-019", state="running", step="Rendering annex 41", done=41, total=66),
            Thing(id="2", url="/job", title="Export", state="failed", reason="The storage is full. Nothing was kept.", reference="ab12",
                  retry_url="/job")]
    return {
        "tabs": [Thing(label=label, url="/x", count=count, current=label == "Overview") for label, count in tab_names],
        "stages": [Thing(label=label, state=state, note=note) for label, state, note in stages],
        "gaps": [Thing(severity=s, title=t, detail=d, url="/x", action=a) for s, t, d, a in gaps],
        "jobs": jobs, "page": Page(),
        "events": [Thing(title="Transfer of 23 detainees", when="about March 2013", who="W-014", text="", url="/x", tone=None),
                   Thing(title="Inspection", when=None, who=None, text="Noted in the register", url=None, tone="warn")],
    }


def make_app() -> Flask:
    """The application of the sample pages."""
    app = Flask("sample", static_folder=None)
    app.config.update(SECRET_KEY="for tests only", WTF_CSRF_ENABLED=True, kept=[])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), DictLoader(PAGES)])  # type: ignore[assignment]
    Babel(app)
    CSRFProtect(app)
    assets.init_app(app)
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
        rows = [Difference("title", "Short title", "a", "b", "c", True), Difference("kind", "Type", "x", "y", "z", False)]
        typed = [("csrf_token", "old"), ("title", "A transfer"), ("summary", "What was typed before the session ended\n<b>x</b>")]
        return render_template(f"errors/{name}.html", message="", reference="ab12cd34", form=Incident(), differences=rows,
                               theirs_by="Seo Min-jae", theirs_at="09:05", typed=typed, resume_path="/incident")


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
        return jsonify(reference="EV-0144", url="/evidence/EV-0144", sha256=request.headers.get("X-SHA256"), size=1, duplicate_of=None)

    @app.post("/session-extend")
    def extend() -> ResponseReturnValue:
        return "", 204
