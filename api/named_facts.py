"""Local facts as trainers see them: which the live courses and the open drafts name, where, and what they are here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from sqlmodel import col, select

from api import audit, courses, drafts, facts
from api.errors import NotFound, NotUnderstood
from api.people import Person
from api.store import Db
from api.tables import DraftFileRow, FactRow, PersonRow
from quiz_bank import Place, Spot, facts_in
from quiz_bank.facts import LONGEST, LONGEST_NAME, fits, name_in, nearest_name, place_of


@dataclass(frozen=True)
class Use:
    """A text that names a fact. `draft`: its number, None for the `edition` of `course_id` that is live.

    `address`: somewhere in it the fact is the address of a link.
    """

    title: str
    course_id: str | None
    edition: int | None
    draft: int | None
    places: tuple[Place, ...]
    address: bool


@dataclass(frozen=True)
class Fact:
    """`words`: "" where it is not set. `by`, `at`: who changed it last, and when; "" and None for nobody yet."""

    name: str
    words: str
    by: str
    at: datetime | None
    uses: tuple[Use, ...]

    @property
    def live(self) -> tuple[Use, ...]:
        return tuple(use for use in self.uses if use.draft is None)

    @property
    def drafts(self) -> tuple[Use, ...]:
        return tuple(use for use in self.uses if use.draft is not None)

    @property
    def address(self) -> bool:
        return any(use.address for use in self.uses)


def every(db: Db) -> tuple[Fact, ...]:
    """Those that are named somewhere or set, by name."""
    uses: dict[str, list[Use]] = {}
    for name, use in (*_live(db), *_written(db)):
        uses.setdefault(name, []).append(use)
    rows = _rows(db)
    names = sorted({*uses, *(name for name, (row, _) in rows.items() if row.words)})
    return tuple(_fact(name, rows, tuple(uses.get(name, ()))) for name in names)


def one(db: Db, name: str) -> Fact:
    """One that nothing names yet can be set too. Raises NotFound for what cannot be the name of one."""
    if name_in(name) != name:
        raise NotFound("A local fact cannot have this name.")
    known = (each for each in every(db) if each.name == name)
    return next(known, None) or _fact(name, _rows(db), ())


def foresee(db: Db) -> None:
    """Read the live courses, so that the write that follows finds them read: one writes at a time."""
    courses.all_newest(db)


def put(db: Db, person: Person, name: str, words: str, at: datetime) -> None:
    """Say what a fact is here; without words it is set no longer. The same again changes nothing.

    Raises NotUnderstood with `fields`: for a name that cannot be one, and for words that a live course cannot do with.
    """
    facts.hold(db)
    said = _clean(words)
    _refuse_what_does_not_fit(db, name, said)
    row = db.get(FactRow, name) or FactRow(name=name, words="", set_by=person.id, at=at)
    if not said and not row.words:
        _refuse("words", "Write what it is here, as learners are to read it.")
    if row.words != said:
        row.words, row.set_by, row.at = said, person.id, at
        db.add(row)
        db.flush()
        done: audit.Action = "set a local fact" if said else "emptied a local fact"
        audit.note(db, person.id, done, f"fact {name}", at, name=name)


def _clean(words: str) -> str:
    """On one line, without what no page can show."""
    shown = "".join(letter if letter.isprintable() else " " for letter in normalize("NFC", words))
    said = " ".join(shown.split())
    if len(said) > LONGEST:
        _refuse("words", f"Say it in {LONGEST} letters or fewer.")
    if "{{" in said or "}}" in said:
        _refuse("words", "Write the words themselves: a local fact cannot name another one.")
    return said


def _refuse_what_does_not_fit(db: Db, name: str, words: str) -> None:
    if name_in(name) != name:
        meant = nearest_name(name)
        otherwise = (
            f"Use small letters, digits, - and _, at most {LONGEST_NAME}, as banks do between the braces."
        )
        _refuse("name", f"Call it {meant}: {otherwise[0].lower()}{otherwise[1:]}" if meant else otherwise)
    for edition in courses.all_newest(db):
        spots = facts_in(edition.whole).get(name, ())
        if spots and not words:
            _refuse("words", f"“{edition.bank.title}” is live and names it, so it cannot be empty.")
        if not _all_fit(spots, facts.known(db) | {name: words}):
            _refuse(
                "words",
                f"In “{edition.bank.title}” it is the address of a link: begin it with https://, mailto: or tel:, "
                "and leave out spaces and brackets.",
            )


def _all_fit(spots: tuple[Spot, ...], known: Mapping[str, str]) -> bool:
    return all(fits(spot.address, known) for spot in spots if spot.address)


def _refuse(field: str, words: str) -> None:
    raise NotUnderstood(words, fields={field: words})


def _rows(db: Db) -> dict[str, tuple[FactRow, str]]:
    """Name -> its row and who changed it last."""
    query = select(FactRow, PersonRow.name).where(FactRow.set_by == PersonRow.id)
    return {row.name: (row, by) for row, by in db.exec(query)}


def _fact(name: str, rows: Mapping[str, tuple[FactRow, str]], uses: tuple[Use, ...]) -> Fact:
    row, by = rows.get(name, (None, ""))
    return Fact(name, row.words if row else "", by, row.at if row else None, uses)


def _live(db: Db) -> Iterator[tuple[str, Use]]:
    for edition in courses.all_newest(db):
        if facts_in(edition.whole):
            about = edition.bank.title, edition.course_id, edition.number, None
            yield from _uses(courses.files(db, edition.id), *about)


def _written(db: Db) -> Iterator[tuple[str, Use]]:
    naming = set(db.exec(select(DraftFileRow.draft_id).where(col(DraftFileRow.content).contains("{{"))))
    for line in drafts.open_ones(db):
        if line.id in naming:
            yield from _uses(drafts.read(db, line.id).files, line.title, line.course_id, None, line.id)


def _uses(
    files: Mapping[str, str], title: str, course_id: str | None, edition: int | None, draft: int | None
) -> Iterator[tuple[str, Use]]:
    reading = courses.checked(files).reading
    for name, spots in facts_in(reading.bank).items() if reading.bank else ():
        places = tuple(dict.fromkeys(place_of(reading, files, name, spot) for spot in spots))
        linked = any(spot.address for spot in spots)
        yield name, Use(title, course_id, edition, draft, places, linked)
