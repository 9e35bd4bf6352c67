"""The `casefile` command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from sqlalchemy import select

from casefile import create_app, migrations
from casefile.accounts import service as accounts
from casefile.accounts.models import User
from casefile.cases.models import Case
from casefile.config import Unsafe
from casefile.core.access import OFFICE_ROLES, Role
from casefile.core.actor import SYSTEM, acting
from casefile.core.db import db
