"""The frame around every page: navigation, counts, language, the time the session has left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import current_app, g, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from casefile.accounts.models import Notification
from casefile.cases.decisions import waiting_for
from casefile.core.access import Permission, can
from casefile.core.actor import current
from casefile.core.db import db
from casefile.core.jobs import JobRun, JobState

LANGUAGES = {"en": "English", "ko": "한국어"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the navigation."""

    label: str
    url: str
    icon: str
    count: int | None = None
    current: bool = False


class Shell:
    """What base.html needs to know; everything is worked out when it is asked for."""

    version = "0.1.0"

    def __init__(self) -> None:
        self.actor = current() if current_user.is_authenticated else None
        self.locale = get_locale().language
        other = "ko" if self.locale == "en" else "en"
        self.other_locale = (other, LANGUAGES[other])
        self.theme = current_user.theme if self.actor else "auto"
        self.shortcuts = current_user.shortcuts if self.actor else True
        self.session_ends = current_app.config["SESSION_IDLE"]
        self.build = current_app.extensions.get("build", "")

    @cached_property
    def _counts(self) -> tuple[int, int, int]:
        """Running jobs, unread notifications, reviews that wait: one question to the database."""
        running = select(func.count()).select_from(JobRun).where(
            JobRun.state.in_([JobState.WAITING, JobState.RUNNING]), JobRun.asked_by == current().id)
        unread = select(func.count()).select_from(Notification).where(
            Notification.read_at.is_(None), Notification.user_id == current().id)
        waiting = select(func.count()).select_from(waiting_for(current()).subquery())
        row = db.session.execute(select(running.scalar_subquery(), unread.scalar_subquery(),
                                        waiting.scalar_subquery())).one()
        return row[0], row[1], row[2]

    @property
    def jobs_running(self) -> int:
        """How many jobs of this person wait or run."""
        return self._counts[0] if self.actor else 0

    @property
    def unread(self) -> int:
        """How many notifications are unread."""
        return self._counts[1] if self.actor else 0

    @property
    def waiting(self) -> int:
        """How many proposals this person may decide."""
        return self._counts[2] if self.actor else 0

    @property
    def links(self) -> dict[str, str]:
        """Addresses of the frame's own buttons."""
        return {
            "search": url_for("search.index"), "jobs": url_for("accounts.jobs"),
            "notifications": url_for("accounts.notifications"), "help": url_for("accounts.help"),
            "profile": url_for("accounts.profile"), "sign_out": url_for("accounts.sign_out"),
            "language": url_for("accounts.language"), "session_extend": url_for("accounts.extend"),
            "drafts": url_for("accounts.draft"), "sign_in": url_for("accounts.sign_in"),
        }

    @property
    def new_items(self) -> list[tuple[str, str]]:
        """What this person can begin from anywhere."""
        items = []
        if can(current(), Permission.CASE_OPEN):
            items.append((_("Case file"), url_for("cases.choose_situation")))
            items.append((_("Situation"), url_for("cases.new_situation")))
        if can(current(), Permission.USERS_MANAGE):
            items.append((_("Account"), url_for("accounts.new_user")))
        return items

    @property
    def nav(self) -> list[tuple[str, list[Item]]]:
        """The left rail; it never changes its order."""
        groups = [
            (_("Work"), [
                self._item(_("Dashboard"), "cases.dashboard", "house"),
                self._item(_("My work"), "deadlines.mine", "list-check"),
                self._item(_("Review queue"), "cases.reviews", "shield-check", self.waiting or None),
            ]),
            (_("Records"), [
                self._item(_("Cases"), "cases.index", "folder"),
                self._item(_("Incidents"), "incidents.index", "geo-alt"),
                self._item(_("Witnesses"), "people.index", "people"),
                self._item(_("Officials"), "officials.index", "person-badge"),
                self._item(_("Evidence"), "evidence.index", "file-earmark-text"),
            ]),
            (_("Output"), [
                self._item(_("Dossiers"), "dossiers.index", "journal-text"),
                self._item(_("Law library"), "law.library", "book"),
            ]),
        ]
        if can(current(), Permission.USERS_MANAGE):
            groups[2][1].append(self._item(_("Administration"), "accounts.users", "gear"))
        return groups

    @staticmethod
    def _item(label: str, endpoint: str, icon: str, count: int | None = None) -> Item:
        here = request.endpoint == endpoint or (
            request.blueprint == endpoint.split(".", maxsplit=1)[0] and g.get("nav_item") == endpoint)
        return Item(label, url_for(endpoint), icon, count, here)
