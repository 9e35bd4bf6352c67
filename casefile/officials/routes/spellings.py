"""The table of spellings: read, tried out, and changed by the experts."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from casefile.core.access import Permission, permit
from casefile.core.lists import page_of
from casefile.officials import labels, service
from casefile.officials.forms import SpellingFilters, SpellingForm, TryForm, TurnSpellingForm
from casefile.officials.naming import NameVariant
from casefile.officials.routes.blueprint import bp

SORTS = {"hangul": NameVariant.hangul, "spelling": NameVariant.spelling}


@bp.get("/officials/spellings")
@permit(Permission.OFFICIAL_READ)
def name_table() -> ResponseReturnValue:
    """What the experts added and retired, and every spelling that stands for the syllable looked for."""
    form = SpellingFilters()
    page = page_of(service.variants_matching(**form.chosen), SORTS, "hangul")
    return render_template("officials/spellings.html", form=form, page=page, tried=TryForm(),
                           known=service.spelled_words(form.text.data))


@bp.post("/officials/spellings/try")
@permit(Permission.OFFICIAL_READ)
def try_spelling() -> ResponseReturnValue:
    """What the table makes of two names."""
    form, filters = TryForm(), SpellingFilters()
    answer = service.tried(form.asked.data, form.known.data) if form.validate_on_submit() else None
    page = page_of(service.variants_matching(), SORTS, "hangul")
    return render_template("officials/spellings.html", form=filters, page=page, tried=form, known=[], answer=answer)


@bp.route("/officials/spellings/new", methods=["GET", "POST"])
@permit(Permission.NAME_TABLE_EDIT)
def new_spelling() -> ResponseReturnValue:
    """Add a spelling, or retire one that came along."""
    form = SpellingForm()
    if form.validate_on_submit():
        stands = form.retire.data is labels.SpellingStands.STANDS
        service.record_variant(form.part.data, form.hangul.data, form.spelling.data, stands, form.note.data)
        flash(_("The table is changed. Officials are found by it as soon as their names were read again."))
        return redirect(url_for(".name_table"), 303)
    return render_template("officials/spelling_form.html", form=form, title=_("Change the table of spellings"))


@bp.route("/officials/spellings/<uuid:id>/turn", methods=["GET", "POST"])
@permit(Permission.NAME_TABLE_EDIT)
def turn_spelling(id: UUID) -> ResponseReturnValue:
    """Retire a spelling, or let it stand again."""
    variant, form = service.variant_with(id) or abort(404), TurnSpellingForm()
    if form.validate_on_submit():
        service.turn_variant(variant, form.retire.data is labels.SpellingStands.STANDS, form.note.data)
        flash(_("The table is changed. Officials are found by it as soon as their names were read again."))
        return redirect(url_for(".name_table"), 303)
    title = _("“%(spelling)s” for %(hangul)s", spelling=variant.spelling, hangul=variant.hangul)
    return render_template("officials/spelling_form.html", form=form, title=title)
