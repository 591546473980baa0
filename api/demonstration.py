"""Demonstration data: invented people, and the course that comes with Debrief."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

import quiz_bank
from api import assignments, courses, people
from api.store import Store, StoreUnfit

SHIPPED_COURSE = Path(quiz_bank.__file__).parent / "courses" / "child_a"
ISSUER = "Demonstration council"
HELP = "Ask Tess Lindqvist in the training team. She is invented, like everyone in this demonstration."
PEOPLE = {
    "staff@demo.example": ("Sam Okafor", "staff"),
    "trainer@demo.example": ("Tess Lindqvist", "trainer"),
    "lead@demo.example": ("Leah Prasad", "lead"),
    "admin@demo.example": ("Ada Brennan", "admin"),
}


def prepare(store: Store, password: str, at: datetime) -> None:
    """Publish the shipped course and add the four people where they are missing; what they did stays."""
    with store.writing() as db:
        if people.others_than(db, tuple(PEOPLE)):
            raise StoreUnfit(
                "This database holds real people, and a demonstration would add others with a known password. "
                "Give it a data folder of its own, and unset DEBRIEF_DATABASE_URL."
            )
        edition = courses.publish(db, quiz_bank.read_folder(SHIPPED_COURSE), ISSUER, at)
        for email, (name, role) in PEOPLE.items():
            if people.is_here(db, email):
                people.give_password(db, people.by_email(db, email), password)
            else:
                person = people.add(db, email, name, role, at, password=password)
                assignments.assign(db, person, edition.course_id, at.date() + timedelta(days=9), at)


def password_in(folder: Path, wanted: str | None) -> str:
    """The password of the demonstration people: `wanted`, else the one kept in the folder, else one made now."""
    kept = folder / "demonstration-password"
    if not wanted and kept.exists():
        return kept.read_text().strip()
    password = wanted or "-".join(secrets.choice(_WORDS) for _ in range(4))
    folder.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(password + "\n")
    return password


_WORDS = (
    "amber anchor apple arrow autumn badge bamboo basket beacon berry bicycle birch blanket bottle breeze bridge "
    "button cabin candle canyon carpet castle cedar cherry circle clover coffee copper cotton cradle crayon daisy "
    "denim desert dolphin donkey drawer eagle ember engine fabric falcon feather fennel fiddle flint forest garden "
    "ginger glacier goose granite hammer harbour hazel heron hollow honey indigo island ivory jacket jasmine jigsaw "
    "kettle kitten ladder lantern lemon lilac linen lobster magnet maple marble meadow melon mirror mitten mosaic "
    "nettle nutmeg olive onion orchard otter oyster paddle panda paper parcel pebble pepper piano pillow planet plum "
    "pocket poppy puzzle quartz quilt rabbit radish ribbon river rocket saddle saffron salmon sandal silver spruce "
    "squirrel stable teapot thistle thunder timber tulip tunnel turtle umbrella valley velvet violin walnut willow "
    "window winter zebra"
).split()
