"""What an admin changes about a person. Each change is noted; none of them waits for the person to sign in again."""

from datetime import date, datetime

from sqlmodel import col, select

from api import audit, mail
from api.errors import LastAdmin, NotUnderstood
from api.people import links, sessions
from api.people.adding import by_id, is_here
from api.people.rows import ROLES, as_person, checked_address, clean_name, greeting
from api.store import Db
from api.tables import PersonRow

LONGEST_NUMBER = 40
ADDRESS_CHANGED = """{greeting}

From now on you sign in to Debrief as {address}, with the password you had.
You were signed out everywhere. If you did not expect this, tell the person who runs Debrief where you work.

/sign-in
"""


def rename(db: Db, actor: int | None, person_id: int, name: str, at: datetime) -> None:
    """Certificates already issued keep the old name. Raises NotFound, NotUnderstood with `fields`."""
    row = person_row(db, person_id)
    plain = clean_name(name)
    if not plain:
        raise _wrong("name", "Write the name as it should stand on certificates.")
    if plain != row.name:
        row.name = plain
        db.add(row)
        audit.note(db, actor, "changed a name", f"person {person_id}", at)


def change_address(db: Db, actor: int | None, person_id: int, email: str, at: datetime) -> None:
    """Every session ends and every open link dies: they belong to whoever reads the old address.

    Raises NotFound, NotUnderstood with `fields`.
    """
    row = person_row(db, person_id)
    address = checked_address(email)
    if address == row.email:
        return
    if is_here(db, address):
        raise _wrong("email", "Somebody else here has this address. Find them by it first.")
    before, row.email = row.email, address
    db.add(row)
    put_out(db, person_id, at)
    for told in (before, address):
        text = ADDRESS_CHANGED.format(greeting=greeting(as_person(row)), address=address)
        mail.queue(db, person_id, told, "address", "You now sign in with another address", text, at)
    audit.note(db, actor, "changed an address", f"person {person_id}", at)


def give_role(db: Db, actor: int | None, person_id: int, role: str, at: datetime) -> None:
    """Sessions of and before an admin role end at once. Raises NotFound, NotUnderstood with `fields`, LastAdmin."""
    row = person_row(db, person_id)
    if role not in ROLES:
        raise _wrong("role", f"Choose one of these: {', '.join(ROLES)}.")
    if role == row.role:
        return
    if row.role == "admin":
        keep_an_admin(db, person_id)
    before, row.role = row.role, role
    db.add(row)
    if "admin" in (before, role):
        sessions.end_all(db, person_id, at)
    audit.note(db, actor, "gave a role", f"person {person_id}", at, before=before, role=role)


def give_staff_number(db: Db, actor: int | None, person_id: int, number: str, at: datetime) -> None:
    """Empty takes it away. Raises NotFound, NotUnderstood with `fields`."""
    row = person_row(db, person_id)
    plain = staff_number(number)
    if plain == row.staff_number:
        return
    if plain and db.exec(select(PersonRow.id).where(PersonRow.staff_number == plain)).first() is not None:
        raise _wrong("number", "Somebody else here has this staff number. Find them by it first.")
    row.staff_number = plain
    db.add(row)
    audit.note(db, actor, "changed a staff number", f"person {person_id}", at)


def set_start(db: Db, actor: int | None, person_id: int, day: date | None, at: datetime) -> None:
    """The first day with the employer; None where it is not known. Raises NotFound, NotUnderstood with `fields`."""
    row = person_row(db, person_id)
    if day and row.left_on and row.left_on < day:
        raise _wrong("on", "That is after the day on which they left. Check both days.")
    if day != row.started_on:
        row.started_on = day
        db.add(row)
        audit.note(db, actor, "changed the first day", f"person {person_id}", at, on=str(day or ""))


def suspend(db: Db, actor: int | None, person_id: int, at: datetime) -> None:
    """Out at once, everywhere: sessions end and open links die in the same moment. Raises NotFound, LastAdmin."""
    row = person_row(db, person_id)
    if row.suspended_at:
        return
    if row.role == "admin":
        keep_an_admin(db, person_id)
    row.suspended_at = at
    db.add(row)
    put_out(db, person_id, at)
    audit.note(db, actor, "suspended", f"person {person_id}", at)


def unsuspend(db: Db, actor: int | None, person_id: int, at: datetime) -> None:
    """They may sign in again, with the password they had. Raises NotFound."""
    row = person_row(db, person_id)
    if row.suspended_at:
        row.suspended_at = None
        db.add(row)
        audit.note(db, actor, "let in again", f"person {person_id}", at)


def end_employment(db: Db, actor: int | None, person_id: int, last_day: date | None, at: datetime) -> None:
    """The last day with the employer; None when they are back. From the day after it they cannot sign in.

    Raises NotFound, NotUnderstood with `fields`, LastAdmin.
    """
    row = person_row(db, person_id)
    if last_day and row.started_on and last_day < row.started_on:
        raise _wrong("on", "That is before their first day. Check both days.")
    if last_day == row.left_on:
        return
    if last_day and row.role == "admin":
        keep_an_admin(db, person_id)
    row.left_on = last_day
    db.add(row)
    if last_day and last_day < at.date():
        put_out(db, person_id, at)
    noted: audit.Action = "left" if last_day else "came back"
    audit.note(db, actor, noted, f"person {person_id}", at, last_day=str(last_day or ""))


def keep_an_admin(db: Db, person_id: int) -> None:
    """That somebody else is an admin to stay: neither suspended nor about to leave. Raises LastAdmin.

    The rows of all admins are held until the transaction ends, so that two cannot step down past each other.
    """
    admins = select(PersonRow).where(PersonRow.role == "admin").order_by(col(PersonRow.id)).with_for_update()
    held = db.exec(admins, execution_options={"populate_existing": True}).all()
    if not any(row.id != person_id and not row.suspended_at and not row.left_on for row in held):
        raise LastAdmin


def put_out(db: Db, person_id: int, at: datetime) -> None:
    """End every session and every open link."""
    sessions.end_all(db, person_id, at)
    links.end_all(db, person_id, at)


def staff_number(text: str) -> str | None:
    """As it is kept: without blanks at its ends. Raises NotUnderstood with `fields`."""
    plain = clean_name(text)
    if len(plain) > LONGEST_NUMBER:
        raise _wrong(
            "number", f"A staff number has at most {LONGEST_NUMBER} characters. Check that it is one."
        )
    return plain or None


def person_row(db: Db, person_id: int) -> PersonRow:
    by_id(db, person_id)
    return db.get_one(PersonRow, person_id)


def _wrong(field: str, words: str) -> NotUnderstood:
    return NotUnderstood(words, fields={field: words})
