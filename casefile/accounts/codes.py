"""The second factor: codes of an authenticator app (RFC 6238), and codes for the day it is lost. Each works once."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import secrets
import time
import unicodedata
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pyotp
import segno
from flask_babel import gettext as _
from sqlalchemy import Integer, cast, delete, func, insert, or_, select, update

from casefile.accounts.models import RecoveryCode, SecondFactor, User
from casefile.accounts.service import notify
from casefile.core import audit
from casefile.core.db import db
from casefile.core.errors import Refused
from casefile.core.vault import VaultError

log = logging.getLogger(__name__)
ISSUER, PAGE = "casefile", "/profile/second-factor"
STEP, DIGITS, RECOVERY_CODES = 30, 6, 10
HALF_WAY = 5 * 60  # seconds for the code after the password
_RECOVERY_BYTES = 15  # 120 bits: nobody can try them all, so a plain hash is enough


def begin(user: User) -> None:
    """Draw a secret for the person's app; it counts once a code of it came back.

    Raises Refused while another one counts.
    """
    if user.factor_since:
        raise Refused(_("You have a second factor. Take it off first, then set up another one."))
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    factor = SecondFactor(id=uuid4(), user_id=user.id)
    factor.secret = pyotp.random_base32()
    db.session.add(factor)
    db.session.flush()


def factor_of(user: User) -> SecondFactor | None:
    """What the person's app knows, counting or not yet."""
    return db.session.execute(select(SecondFactor).where(SecondFactor.user_id == user.id)).scalar_one_or_none()


def address_of(user: User, factor: SecondFactor) -> str:
    """What an app reads out of the picture."""
    return pyotp.TOTP(factor.secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def picture_of(user: User, factor: SecondFactor) -> bytes:
    """The picture that an app photographs, as SVG without a style."""
    out = io.BytesIO()
    segno.make(address_of(user, factor), micro=False, error="m").save(out, kind="svg", scale=5, light="white",
                                                                     svgclass=None, lineclass=None)
    return out.getvalue()


def finish(user: User, typed: str) -> list[str] | None:
    """From now on codes are asked for: the recovery codes, shown once; None when this is no code of the new secret."""
    if user.factor_since or not _take_code(user, plain(typed)):
        return None
    user.factor_since = datetime.now(UTC)
    tell_owner(user)
    return renew_recovery_codes(user)


def renew_recovery_codes(user: User) -> list[str]:
    """New codes in place of all earlier ones; only their hashes are kept."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    drawn = [base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _n in range(RECOVERY_CODES)]
    db.session.execute(insert(RecoveryCode), [{"code_hash": _hash(code), "user_id": user.id} for code in drawn])
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in drawn]


def recovery_codes_left(user: User) -> int:
    """How many of the codes were not used yet."""
    left = select(func.count()).select_from(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return int(db.session.execute(left).scalar_one())


def take_off(user: User) -> None:
    """No code is asked for any more; what the app and the paper hold is worth nothing."""
    db.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    user.factor_since = None
    tell_owner(user)


def accept(user: User, typed: str) -> bool:
    """Whether this is a code of the person's app or of the paper, not used before; it is used up by this."""
    code = plain(typed)
    right = bool(user.factor_since) and (_take_code(user, code) or _take_recovery_code(user, code))
    audit.note("second_factor" if right else "second_factor_failed", user)
    return right


def plain(typed: str) -> str:
    """What was typed, without spaces and hyphens, in the letters and digits of the codes."""
    text = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in text if sign.isalnum())


def tell_owner(user: User) -> None:
    """Whoever did it, the owner of the account hears of it."""
    notify(user.id, "factor_changed", PAGE)


def _take_code(user: User, code: str) -> bool:
    """Whether an app shows this now, or did half a minute ago, and neither it nor a later one was taken before."""
    factor = factor_of(user)
    if factor is None or len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return False
    try:
        clock = pyotp.HOTP(factor.secret)
    except VaultError:
        log.error("the second factor of account %s does not open", user.id)
        return False
    now = db.session.execute(select(cast(func.extract("epoch", func.clock_timestamp()), Integer))).scalar_one() // STEP
    shown = [counter for counter in (now - 1, now, now + 1) if secrets.compare_digest(clock.at(counter), code)]
    if not shown:
        return False
    unused = or_(SecondFactor.last_counter.is_(None), SecondFactor.last_counter < shown[0])
    taken = update(SecondFactor).where(SecondFactor.id == factor.id, unused).values(last_counter=shown[0])
    return db.session.execute(taken.returning(SecondFactor.id)).first() is not None


def _take_recovery_code(user: User, code: str) -> bool:
    mine = update(RecoveryCode).where(RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _hash(code),
                                      RecoveryCode.used_at.is_(None))
    taken = mine.values(used_at=func.clock_timestamp()).returning(RecoveryCode.user_id)
    if db.session.execute(taken).first() is None:
        return False
    tell_owner(user)
    return True


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


def half_way(user: User) -> dict[str, object]:
    """What the session keeps between password and code: whose password was right, for five minutes."""
    db.session.flush()  # a new hash of the password is a new version of the account
    return {"id": str(user.id), "version": user.version, "until": int(time.time()) + HALF_WAY}


def half_way_user(mark: dict[str, object] | None) -> User | None:
    """Whose code is waited for; None when the time is over, or the account was changed or closed meanwhile."""
    if not mark or not time.time() < float(str(mark["until"])):
        return None
    user = db.session.get(User, UUID(str(mark["id"])))
    return user if user and user.is_active and user.factor_since and user.version == mark["version"] else None
