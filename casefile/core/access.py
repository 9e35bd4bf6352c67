"""Who may do what: one table, one question, one door."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any
from uuid import UUID

from flask import abort, g, make_response
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from casefile.core import audit, once, stepup
from casefile.core.actor import Actor, current
from casefile.core.db import Record, db, get_visible
from casefile.core.errors import NotRecorded


class Role(StrEnum):
    """What a person is for: in one case, or (the last three) for the whole office."""

    LEGAL_EXPERT = "legal_expert"
    ANALYST = "analyst"
    EVIDENCE_OFFICER = "evidence_officer"
    LEGAL_OFFICER = "legal_officer"
    REVIEWER = "reviewer"
    PROTECTION_OFFICER = "protection_officer"
    LEAD = "lead"
    OBSERVER = "observer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    STAFF = "staff"


CASE_ROLES = (
    Role.LEGAL_EXPERT, Role.ANALYST, Role.EVIDENCE_OFFICER, Role.LEGAL_OFFICER, Role.REVIEWER,
    Role.PROTECTION_OFFICER, Role.LEAD, Role.COORDINATOR, Role.OBSERVER,
)
OFFICE_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.STAFF)


class Permission(StrEnum):
    """One name per door."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    USERS_MANAGE = "users_manage"
    FACTOR_RESET_DECIDE = "factor_reset_decide"
    SITUATION_OPEN = "situation_open"
    SITUATION_READ = "situation_read"
    CASE_OPEN = "case_open"
    CASE_READ = "case_read"
    CASE_EDIT = "case_edit"
    CASE_STAGE = "case_stage"
    TEAM_MANAGE = "team_manage"
    HISTORY_READ = "history_read"
    REVIEW_DECIDE = "review_decide"
    PLACE_READ = "place_read"
    PLACE_EDIT = "place_edit"
    INCIDENT_READ = "incident_read"
    INCIDENT_EDIT = "incident_edit"
    INCIDENT_STATUS = "incident_status"
    PERSON_READ = "person_read"
    PERSON_EDIT = "person_edit"
    IDENTITY_RECORD = "identity_record"
    IDENTITY_REVEAL = "identity_reveal"
    IDENTITY_WINDOW = "identity_window"
    IDENTITY_OPENED = "identity_opened"
    IDENTITY_SHRED = "identity_shred"
    PERSON_MERGE = "person_merge"
    REGISTER_READ = "register_read"
    REGISTER_EDIT = "register_edit"
    REGISTER_IDENTITY = "register_identity"
    STATEMENT_READ = "statement_read"
    STATEMENT_EDIT = "statement_edit"
    INTERVIEW_PLAN = "interview_plan"
    INTERVIEW_PROTECT = "interview_protect"
    OFFICIAL_READ = "official_read"
    OFFICIAL_EDIT = "official_edit"
    NAME_TABLE_EDIT = "name_table_edit"
    EVIDENCE_READ = "evidence_read"
    EVIDENCE_ADD = "evidence_add"
    EVIDENCE_EDIT = "evidence_edit"
    EVIDENCE_ASSESS = "evidence_assess"
    EVIDENCE_ORIGINAL = "evidence_original"
    EVIDENCE_KEEP = "evidence_keep"
    EVIDENCE_RECEIVE = "evidence_receive"
    EVIDENCE_GRADE = "evidence_grade"
    EVIDENCE_HOLD = "evidence_hold"
    PRIVILEGE_EXAMINE = "privilege_examine"
    EXCULPATORY_RAISE = "exculpatory_raise"
    LAW_MANAGE = "law_manage"
    CHARGE_READ = "charge_read"
    CHARGE_EDIT = "charge_edit"
    EVIDENCE_LINK = "evidence_link"
    ELEMENT_ASSESS = "element_assess"
    MEMO_WRITE = "memo_write"
    DEADLINE_READ = "deadline_read"
    DEADLINE_EDIT = "deadline_edit"
    FILE_INTO = "file_into"
    DOSSIER_READ = "dossier_read"
    DOSSIER_GENERATE = "dossier_generate"
    DOSSIER_DOWNLOAD = "dossier_download"


_EVERY_CASE_ROLE = frozenset(CASE_ROLES)
_WRITERS = frozenset({Role.LEGAL_EXPERT, Role.ANALYST, Role.LEGAL_OFFICER, Role.LEAD})
# Who decides what a second person decides, unless the proposal asks for somebody else.
DECIDERS = frozenset({Role.REVIEWER, Role.LEGAL_OFFICER, Role.LEAD, Role.COORDINATOR})
# Who may ask a second person for an identity when its protection officer cannot be reached.
_BREAK_GLASS = frozenset({Role.LEGAL_EXPERT, Role.LEGAL_OFFICER, Role.LEAD})
_COORDINATION = frozenset({Role.COORDINATOR, Role.LEAD})

# The table a lawyer can read: permission -> roles that hold it.
# Where a record is at stake only the roles held in that record's cases count; office roles never open a record.
GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.PUBLIC: frozenset(Role),
    Permission.SIGNED_IN: frozenset(Role),
    Permission.USERS_MANAGE: frozenset({Role.ADMINISTRATOR}),
    Permission.FACTOR_RESET_DECIDE: frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),  # the second person
    Permission.SITUATION_OPEN: frozenset({Role.COORDINATOR}),
    Permission.SITUATION_READ: _EVERY_CASE_ROLE,
    Permission.CASE_OPEN: frozenset({Role.COORDINATOR}),
    Permission.CASE_READ: _EVERY_CASE_ROLE,
    Permission.CASE_EDIT: _COORDINATION,
    Permission.CASE_STAGE: _COORDINATION,
    Permission.TEAM_MANAGE: frozenset({Role.COORDINATOR}),
    Permission.HISTORY_READ: _EVERY_CASE_ROLE,
    # A proposal may name the roles that decide it (core/review.py); these may open the form.
    Permission.REVIEW_DECIDE: DECIDERS | {Role.ANALYST, Role.LEGAL_EXPERT},
    Permission.PLACE_READ: _EVERY_CASE_ROLE,
    Permission.PLACE_EDIT: _WRITERS,
    Permission.INCIDENT_READ: _EVERY_CASE_ROLE,
    Permission.INCIDENT_EDIT: _WRITERS,
    Permission.INCIDENT_STATUS: _WRITERS | {Role.REVIEWER},
    Permission.PERSON_READ: _EVERY_CASE_ROLE - {Role.OBSERVER},
    Permission.PERSON_EDIT: _WRITERS | {Role.PROTECTION_OFFICER},
    Permission.IDENTITY_RECORD: frozenset({Role.PROTECTION_OFFICER}),
    Permission.IDENTITY_REVEAL: frozenset({Role.PROTECTION_OFFICER}),
    Permission.IDENTITY_WINDOW: _BREAK_GLASS,
    Permission.IDENTITY_OPENED: _BREAK_GLASS | {Role.PROTECTION_OFFICER},  # one's own openings, while the clock runs
    Permission.IDENTITY_SHRED: frozenset({Role.PROTECTION_OFFICER, Role.LEAD}),
    Permission.PERSON_MERGE: _WRITERS | {Role.PROTECTION_OFFICER},
    Permission.REGISTER_READ: _EVERY_CASE_ROLE - {Role.OBSERVER},
    Permission.REGISTER_EDIT: frozenset({Role.PROTECTION_OFFICER, Role.LEAD}),
    Permission.REGISTER_IDENTITY: frozenset({Role.PROTECTION_OFFICER}),
    Permission.STATEMENT_READ: _WRITERS | {Role.REVIEWER, Role.PROTECTION_OFFICER},  # who is named in one is at stake
    Permission.STATEMENT_EDIT: _WRITERS | {Role.PROTECTION_OFFICER},
    Permission.INTERVIEW_PLAN: _WRITERS | {Role.PROTECTION_OFFICER},
    Permission.INTERVIEW_PROTECT: frozenset({Role.PROTECTION_OFFICER}),
    Permission.OFFICIAL_READ: _EVERY_CASE_ROLE,
    Permission.OFFICIAL_EDIT: _WRITERS,
    # The table of spellings is the office's; who writes records in any case may change it, and it is on record.
    Permission.NAME_TABLE_EDIT: _WRITERS,
    Permission.EVIDENCE_READ: _EVERY_CASE_ROLE,
    Permission.EVIDENCE_ADD: _WRITERS | {Role.EVIDENCE_OFFICER},
    Permission.EVIDENCE_EDIT: _WRITERS | {Role.EVIDENCE_OFFICER},
    Permission.EVIDENCE_ASSESS: _WRITERS | {Role.EVIDENCE_OFFICER, Role.REVIEWER, Role.PROTECTION_OFFICER},
    Permission.EVIDENCE_KEEP: frozenset({Role.EVIDENCE_OFFICER, Role.LEAD}),
    Permission.EVIDENCE_RECEIVE: _EVERY_CASE_ROLE - {Role.OBSERVER},
    Permission.EVIDENCE_GRADE: frozenset({Role.ANALYST, Role.LEGAL_EXPERT, Role.EVIDENCE_OFFICER, Role.LEAD}),
    Permission.EVIDENCE_HOLD: _COORDINATION | {Role.LEGAL_OFFICER},
    Permission.EVIDENCE_ORIGINAL: _WRITERS | {Role.EVIDENCE_OFFICER, Role.REVIEWER},
    # No role in a case gives this: it is for the one outsider to whom a sealed item was given.
    Permission.PRIVILEGE_EXAMINE: frozenset({Role.STAFF}),
    Permission.EXCULPATORY_RAISE: _EVERY_CASE_ROLE,  # whoever sees it must be able to say so
    Permission.LAW_MANAGE: frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
    Permission.CHARGE_READ: _EVERY_CASE_ROLE,
    Permission.CHARGE_EDIT: frozenset({Role.LEGAL_EXPERT, Role.LEGAL_OFFICER, Role.LEAD}),
    Permission.EVIDENCE_LINK: _WRITERS,
    Permission.ELEMENT_ASSESS: frozenset({Role.LEGAL_EXPERT, Role.LEGAL_OFFICER, Role.LEAD}),
    Permission.MEMO_WRITE: frozenset({Role.REVIEWER, Role.LEGAL_EXPERT, Role.LEGAL_OFFICER}),
    Permission.DEADLINE_READ: _EVERY_CASE_ROLE,
    Permission.DEADLINE_EDIT: _EVERY_CASE_ROLE - {Role.OBSERVER},
    Permission.FILE_INTO: _COORDINATION | {Role.LEGAL_EXPERT, Role.LEGAL_OFFICER},
    Permission.DOSSIER_READ: _EVERY_CASE_ROLE - {Role.OBSERVER},
    Permission.DOSSIER_GENERATE: _COORDINATION,
    Permission.DOSSIER_DOWNLOAD: _COORDINATION | {Role.LEGAL_OFFICER, Role.REVIEWER},
}

# Held by an office role alone: no role in a case gives them.
OFFICE = frozenset({Permission.USERS_MANAGE, Permission.FACTOR_RESET_DECIDE, Permission.SITUATION_OPEN,
                    Permission.CASE_OPEN, Permission.LAW_MANAGE})

# Merely using these leaves a trace.
LOGGED = frozenset({Permission.IDENTITY_REVEAL, Permission.IDENTITY_OPENED, Permission.STATEMENT_READ,
                    Permission.EVIDENCE_ORIGINAL, Permission.PRIVILEGE_EXAMINE,
                    Permission.DOSSIER_DOWNLOAD})


def can(actor: Actor, permission: Permission, *records: Record) -> bool:
    """Say whether the actor holds the permission for every one of the records.

    Without records the office roles decide. With records only roles held in a case (or situation) that the
    record belongs to count: an administrator reads no case.
    """
    if actor.system or permission is Permission.PUBLIC:
        return True
    granted = GRANTS[permission]
    if permission in OFFICE:
        return bool(actor.office_roles & granted)
    if not records:
        return bool(actor.office_roles & granted) or any(held & granted for held in actor.roles.values())
    return all(_roles_for(actor, record) & granted for record in records)


def _roles_for(actor: Actor, record: Record) -> frozenset[Role]:
    held: frozenset[Role] = frozenset()
    for scope in record.scopes():
        held |= actor.roles.get(scope, frozenset())
    return held | record.own_roles(actor)


View = Callable[..., ResponseReturnValue]


def permit(permission: Permission, model: type[Record] | None = None, *,
           step_up: bool = False) -> Callable[[View], View]:
    """Load the record, check the permission, run the view, save what it did.

    A record the user may not touch answers 404, exactly as one that does not exist. The view is given the record
    in place of `id`. Raise to roll back, return to commit.

    step_up: the person must have given the password within the last five minutes.
    """

    def door(view: View) -> View:
        @wraps(view)
        def enter(**ids: Any) -> ResponseReturnValue:
            try:
                return attempt(dict(ids))
            except StaleDataError:
                # Somebody saved between our reading and our writing. The second try reads what they saved,
                # so a form made for the older version now meets the conflict page.
                db.session.rollback()
                return attempt(dict(ids))

        def attempt(ids: dict[str, Any]) -> ResponseReturnValue:
            records = [_load(model, ids.pop("id"))] if model else []
            require(permission, *records)
            _before_use(permission, step_up, *records)
            response = view(*records, **ids)
            if g.get("invalid_form"):
                response = make_response(response, 422)
            once.remember(response)
            db.session.commit()
            return response

        guarded: View = enter if permission is Permission.PUBLIC else login_required(enter)
        # What the tests of the permission table read.
        vars(guarded).update(permission=permission, model=model, step_up=step_up)
        return guarded

    return door


def _before_use(permission: Permission, step_up: bool, *records: Record) -> None:
    """What must be true before the view runs: confirmed where that is asked for, on record where that is."""
    if step_up:
        stepup.require()
    if permission in LOGGED:
        _note_first(permission, *records)


def _note_first(permission: Permission, *records: Record) -> None:
    """Write down that the records are used before anything of them is shown; NotRecorded when that fails."""
    audit.note(permission, *records)
    try:
        db.session.flush()
    except DBAPIError as error:
        raise NotRecorded from error


def _load(model: type[Record], id: UUID) -> Record:
    record = get_visible(model, id)
    if record is None:
        abort(404)
    return record


def require(permission: Permission, *records: Record) -> None:
    """Answer 404 unless the actor holds the permission for a second record named in the request."""
    if not can(current(), permission, *records):
        abort(404)
