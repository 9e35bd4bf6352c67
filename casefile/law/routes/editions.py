"""Versions of the law: checked, added, downloaded, compared; a charge moved to a newer one."""

from __future__ import annotations

import json

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.law import service
from casefile.law.comparing import differences
from casefile.law.forms.laws import AddForm, CheckForm, VersionForm, carry
from casefile.law.framework import Framework
from casefile.law.loading import FOLDER, document_of, frameworks
from casefile.law.models import Charge
from casefile.law.routes.blueprint import bp

SHOWN = 200


def law_or_404(id: str) -> Framework:
    """A version that is there."""
    law = frameworks().get(id)
    if law is None:
        abort(404)
    return law


@bp.route("/law/add", methods=["GET", "POST"])
@permit(Permission.LAW_MANAGE)
def check_law() -> ResponseReturnValue:
    """Dry run: what a file would add, change and remove, or what is wrong in it. Nothing is stored."""
    form, found, add = CheckForm(), None, AddForm.of(None)
    if form.validate_on_submit():
        found, add = service.preview(form.content), AddForm.of(None)
        add.carried_file.data = carry(form.content)
    return render_template("law/add.html", form=form, add=add, found=found, shown=SHOWN, added=service.editions())


@bp.post("/law/add/confirmed")
@permit(Permission.LAW_MANAGE)
def add_law() -> ResponseReturnValue:
    """Store what was checked, after checking it again."""
    form = AddForm()
    if form.validate_on_submit():
        edition = service.add_edition(form.content, form.reason.data)
        flash(_("%(id)s is added. Charges keep their version until somebody moves them.", id=edition.code))
        return redirect(url_for(".library"), 303)
    found = service.preview(form.content) if form.carried_file.data and not form.carried_file.errors else None
    return render_template("law/add.html", form=CheckForm.of(None), add=form, found=found, shown=SHOWN,
                           added=service.editions())


@bp.get("/law/<framework>/file")
@permit(Permission.SIGNED_IN)
def law_file(framework: str) -> ResponseReturnValue:
    """The file of a version: as it was added, or as it ships."""
    law = law_or_404(framework)
    edition = service.edition_of(law.id)
    content = edition.content if edition else shipped(law)
    name = law.id.replace("@", "-").lower()
    return Response(content, content_type="application/json; charset=utf-8",
                    headers={"Content-Disposition": f'attachment; filename="{name}.json"'})


def shipped(law: Framework) -> bytes:
    """The document of a version that ships, in one file."""
    folders = (document_of(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir())
    document = next(one for one in folders if one["id"] == law.id)
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


@bp.get("/law/<framework>/compare/<other>")
@permit(Permission.SIGNED_IN)
def compare(framework: str, other: str) -> ResponseReturnValue:
    """What another version has differently."""
    old, new = law_or_404(framework), law_or_404(other)
    return render_template("law/compare.html", old=old, new=new, changes=differences(old, new))


@bp.route("/charges/<uuid:id>/version", methods=["GET", "POST"])
@permit(Permission.CHARGE_EDIT, Charge)
def move_version(charge: Charge) -> ResponseReturnValue:
    """Plead a charge under a newer version of its law; `?to=` names it, else it is the newest."""
    service.must_be_open(charge)
    form, steps = VersionForm(charge), service.newer_versions(charge)
    step = next((one for one in steps if one.law.id == request.args.get("to")), steps[0] if steps else None)
    if step and form.validate_on_submit():
        service.move_to_version(charge, step.law.id, form.reason.data)
        flash(_("The charge is pleaded under %(id)s now.", id=step.law.id))
        return redirect(url_for(".show", id=charge.id), 303)
    return render_template("law/version.html", case=charge.case, charge=charge, form=form, steps=steps, step=step)
