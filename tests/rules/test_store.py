"""Writing is all or nothing, one at a time, on the disk when it is acknowledged; what cannot keep that is refused."""

import fcntl
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api import migrating, people, schema
from api.errors import Busy, DiskFull, SomebodyWasFaster
from api.store import Db, Store, StoreUnfit, is_network_disk, kind_of_disk
from api.tables import PersonRow, SessionRow
from tests.cast import Learner, Visitor
from tests.clock import START, StoppedClock

ONE_WRITER = pytest.mark.only_on(
    "sqlite", "PostgreSQL has writers beside each other; test_postgresql.py says what they wait for"
)
A_FILE = pytest.mark.only_on("sqlite", "it is about the database file")

HOLD_THE_LOCK = """
import fcntl, sys
with open(sys.argv[1], "a") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_process_writing(store: Store) -> Iterator[subprocess.Popen[str]]:
    """Another process has its turn at writing, until it is told to let go (a line on its input) or this ends."""
    command = [sys.executable, "-S", "-c", HOLD_THE_LOCK, f"{store.path}.lock"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()


def lets_go(other: subprocess.Popen[str]) -> None:
    assert other.stdin is not None
    other.stdin.write("\n")
    other.stdin.flush()


def add(db: Db, name: str) -> None:
    people.add(db, f"{name}@work.example", name, "staff", START)


def is_here(store: Store, name: str) -> bool:
    with store.reading() as db:
        return people.is_here(db, f"{name}@work.example")


def test_what_is_written_is_there_for_the_next_reader(store: Store) -> None:
    with store.writing() as db:
        add(db, "nina")
        assert not is_here(store, "nina")
    assert is_here(store, "nina")


def test_a_block_that_fails_leaves_nothing_at_all(store: Store) -> None:
    def fail(db: Db) -> None:
        add(db, "nina")
        db.flush()
        add(db, "noah")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.writing() as db:
        fail(db)
    assert not is_here(store, "nina")
    with store.writing() as db:
        add(db, "omar")
    assert is_here(store, "omar") and not is_here(store, "noah")


def test_a_block_that_breaks_a_rule_of_the_tables_leaves_nothing_and_says_so_in_words(store: Store) -> None:
    another = PersonRow(email="ada@work.example", name="Another Ada", added_at=START)
    nina = PersonRow(email="nina@work.example", name="Nina", added_at=START)
    with pytest.raises(SomebodyWasFaster), store.writing() as db:
        db.add_all([nina, another])
    assert not is_here(store, "nina")


def test_nobody_but_the_store_commits(store: Store) -> None:
    with store.writing() as db, pytest.raises(RuntimeError, match="only the store commits"):
        db.commit()
    with store.reading() as db, pytest.raises(RuntimeError, match="only the store commits"):
        db.commit()


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), store.reading() as db:
        add(db, "nina")
    assert not is_here(store, "nina")


def test_a_reader_sees_one_moment_however_long_it_reads(store: Store) -> None:
    with store.reading() as db:
        assert not people.is_here(db, "nina@work.example")
        with store.writing() as writing:
            add(writing, "nina")
        assert not people.is_here(db, "nina@work.example")
    assert is_here(store, "nina")


def test_readers_go_on_while_somebody_writes(store: Store) -> None:
    with store.writing() as db:
        add(db, "nina")
        assert is_here(store, "ada")


@ONE_WRITER
def test_a_second_writer_waits_for_the_first(store: Store) -> None:
    started, order = threading.Event(), []

    def second() -> None:
        started.set()
        with store.writing() as db:
            order.append("second")
            add(db, "noah")

    with store.writing() as db:
        waiting = threading.Thread(target=second)
        waiting.start()
        assert started.wait(10)
        add(db, "nina")
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]
    assert is_here(store, "nina") and is_here(store, "noah")


@ONE_WRITER
def test_a_writer_of_another_process_is_waited_for(store: Store) -> None:
    patient = Store(store.url, wait=30)
    with another_process_writing(store) as other:
        threading.Timer(0.05, lets_go, [other]).start()
        with patient.writing() as db:
            add(db, "nina")
    patient.close()
    assert is_here(store, "nina")


@ONE_WRITER
def test_who_has_waited_long_enough_is_told_that_it_is_busy_and_nothing_is_written(store: Store) -> None:
    hasty = Store(store.url, wait=0.05)
    with another_process_writing(store), pytest.raises(Busy), hasty.writing() as db:
        add(db, "nina")
    assert not is_here(store, "nina")
    with hasty.writing() as db:
        add(db, "noah")
    hasty.close()
    assert is_here(store, "noah")


@ONE_WRITER
def test_a_process_that_dies_in_its_turn_keeps_nobody_out(store: Store) -> None:
    with another_process_writing(store) as other:
        other.kill()
        other.wait()
        with store.writing() as db:
            add(db, "nina")
    assert is_here(store, "nina")


@ONE_WRITER
def test_a_thread_waits_no_longer_than_it_was_told(store: Store) -> None:
    hasty = Store(store.url, wait=0.05)
    with hasty.writing() as db:
        add(db, "nina")
        with pytest.raises(Busy), hasty.writing():
            pass
    hasty.close()
    assert is_here(store, "nina")


@ONE_WRITER
def test_a_note_that_finds_no_turn_is_lost_without_anyone_noticing(store: Store) -> None:
    hasty = Store(store.url, wait=0.05)
    with another_process_writing(store):
        hasty.noting(lambda db: add(db, "nina"))
    hasty.noting(lambda db: add(db, "noah"))
    hasty.close()
    assert not is_here(store, "nina") and is_here(store, "noah")


@ONE_WRITER
def test_a_page_opens_for_somebody_last_seen_long_ago_while_another_process_writes(
    ada: Learner, store: Store, clock: StoppedClock
) -> None:
    hasty = Store(store.url, wait=0.05)
    ada.client.app.state.store = hasty
    clock.forward(minutes=10)
    with another_process_writing(store):
        assert ada.get("/learning").status_code == 200
    hasty.close()


def test_asking_after_the_health_while_somebody_writes_loses_nothing(store: Store, anyone: Visitor) -> None:
    with store.writing() as db:
        add(db, "nina")
        assert anyone.get("/health").json() == {"status": "ok"}
    assert is_here(store, "nina")


@ONE_WRITER
def test_a_check_of_the_store_while_somebody_writes_waits_and_loses_nothing(store: Store) -> None:
    hasty = Store(store.url, wait=0.05)
    with hasty.writing() as db:
        add(db, "nina")
        with pytest.raises(Busy):
            hasty.check()
    hasty.check()
    hasty.close()
    assert is_here(store, "nina")


@A_FILE
def test_a_full_disk_is_said_and_nothing_is_written(store: Store) -> None:
    with store.writing() as db:
        pages = db.connection().execute(text("PRAGMA page_count")).scalar()
        db.connection().execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(DiskFull), store.writing() as db:
        db.add(PersonRow(email="big@work.example", name="n" * 100_000, added_at=START))
    assert not is_here(store, "big")


@A_FILE
def test_what_was_asked_of_sqlite_reads_back_on_every_connection(store: Store) -> None:
    store.check()
    with store.reading() as db, store.writing() as writing:
        for each in (db, writing):
            asked = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")
            assert [each.connection().execute(text(f"PRAGMA {name}")).scalar() for name in asked] == [
                "wal",
                2,
                1,
                0,
            ]
        assert db.connection().execute(text("PRAGMA query_only")).scalar() == 1


def test_a_row_that_points_nowhere_is_refused(store: Store) -> None:
    with pytest.raises(SomebodyWasFaster), store.writing() as db:
        db.add(SessionRow(token_hash="x", person_id=4711, started_at=START, seen_at=START))


def test_the_engine_and_its_version_can_be_asked_for(store: Store) -> None:
    assert re.fullmatch(rf"SQLite {sqlite3.sqlite_version}|PostgreSQL \d\d.*", store.engine())


@A_FILE
def test_closing_leaves_everything_in_the_one_file(store: Store) -> None:
    other = Store(store.url)
    with other.writing() as db:
        add(db, "nina")
    other.close()
    wal = Path(f"{store.path}-wal")
    assert not wal.exists() or wal.stat().st_size == 0


@A_FILE
def test_a_second_server_on_the_same_file_is_refused_and_a_command_is_not(store: Store) -> None:
    store.serve_alone()
    second = Store(store.url)
    with pytest.raises(StoreUnfit, match=r"Another Debrief server is using .*debrief\.db\. Stop it first"):
        second.serve_alone()
    with second.writing() as db:
        add(db, "nina")
    second.close()
    assert is_here(store, "nina")


@A_FILE
def test_the_next_server_may_start_once_the_first_has_closed(store: Store) -> None:
    first, second = Store(store.url), Store(store.url)
    first.serve_alone()
    first.close()
    second.serve_alone()
    handle = os.open(f"{store.path}.server", os.O_RDWR)
    with pytest.raises(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)
    second.close()


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 400)
    store = Store(f"sqlite:///{tmp_path}/letter.db")
    with pytest.raises(StoreUnfit, match=r"letter\.db cannot be opened: file is not a database"):
        store.check()
    store.close()


@pytest.mark.parametrize("folder", ["file/data", "/proc/debrief/data"])
def test_a_folder_that_cannot_be_written_is_refused_in_words(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(
        StoreUnfit, match=r"The folder of .*debrief\.db cannot be written: .*Name one that Debrief may"
    ):
        Store(f"sqlite:///{tmp_path / folder}/debrief.db")


def test_a_database_that_is_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "debrief.db").mkdir()
    store = Store(f"sqlite:///{tmp_path}/debrief.db")
    with pytest.raises(StoreUnfit, match="cannot be opened: unable to open database file"):
        store.check()
    store.close()


@A_FILE
def test_sqlite_that_does_not_keep_what_it_acknowledges_is_refused_in_words(store: Store) -> None:
    with store.writing() as db:
        db.connection().exec_driver_sql("COMMIT")
        db.connection().exec_driver_sql("PRAGMA synchronous=OFF")
    with pytest.raises(StoreUnfit, match=r"SQLite reports synchronous=0 for .*, not 2"):
        store.check()


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("9999", r"from a newer Debrief \(schema 9999, this one knows \d{4}\)\. Install that version\."),
        ("0000", r"has schema 0000, this Debrief needs \d{4}\. Run: python -m api migrate"),
    ],
)
def test_a_schema_that_is_not_the_codes_is_refused_with_what_to_do(
    store: Store, version: str, words: str
) -> None:
    with store.writing() as db:
        db.connection().execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    with pytest.raises(StoreUnfit, match=words):
        schema.check(store)


def test_an_empty_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/debrief.db")
    with pytest.raises(StoreUnfit, match=r"has schema none, .* Run: python -m api migrate"):
        schema.check(store)
    assert migrating.migrate(store)
    schema.check(store)
    store.close()


MOUNTS = """\
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/share /srv/share nfs4 rw,vers=4.2 0 0
/dev/vdb /srv/share/local xfs rw 0 0
//server/team /mnt/team\\040data cifs rw 0 0
server:/volume /mnt/volume fuse.glusterfs rw 0 0
me@server: /mnt/home fuse.sshfs rw 0 0
share /mnt/host 9p rw,trans=virtio 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind", "network"),
    [
        ("/var/lib/debrief/debrief.db", "ext4", False),
        ("/srv/share/debrief.db", "nfs4", True),
        ("/srv/share/local/debrief.db", "xfs", False),
        ("/srv/shared/debrief.db", "ext4", False),
        ("/mnt/team data/debrief.db", "cifs", True),
        ("/mnt/volume/debrief.db", "fuse.glusterfs", True),
        ("/mnt/home/debrief.db", "fuse.sshfs", True),
        ("/mnt/host/debrief.db", "9p", True),
    ],
)
def test_a_network_disk_is_known_by_what_the_kernel_mounted_there(
    place: str, kind: str, network: bool
) -> None:
    assert kind_of_disk(Path(place), MOUNTS) == kind
    assert is_network_disk(kind) is network


def test_where_the_kernel_lists_no_mounts_no_disk_is_refused() -> None:
    assert kind_of_disk(Path("/srv/debrief.db"), "") == ""
    assert not is_network_disk("")
