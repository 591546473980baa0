"""Banks being written: nothing typed is lost, nothing half-done is live."""

import sys
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlmodel import func, select

from api import attempts, audit, courses, drafts
from api.drafts import Draft
from api.errors import BankNotReady, DraftChanged, DraftClosed, NotFound, NotUnderstood, Refused, TooLarge
from api.store import Db, Store
from api.tables import EditionRow, PublicationRow
from quiz_bank import read
from tests.banks import kettle
from tests.cast import COURSE
from tests.clock import START
from tests.rules import deeds

ISSUER = "Kettle council"
HARD = ("That helps less.", "That hardly helps.")


def tess(db: Db):
    return deeds.person(db, "tess")


def begun(db: Db) -> Draft:
    """A draft that changes the kettle course."""
    return drafts.read(db, drafts.change_course(db, tess(db), COURSE, START))


def changed(db: Db, draft: Draft, *swap: str, path: str = "questions.md") -> Draft:
    old, new = swap or HARD
    assert old in draft.files[path]
    text = draft.files[path].replace(old, new)
    return drafts.save_file(db, draft.id, path, text, draft.number, START)


def published(db: Db, draft: Draft):
    return drafts.publish(db, tess(db), draft.id, draft.number, ISSUER, START)


def test_a_pasted_text_gets_its_ids_and_its_title(store: Store) -> None:
    with store.writing() as db:
        files = drafts.pasted("---\r\ntitle: Tea\r\n---\r\n# Questions\r\n## Hot\r\nlesson: L1\r\n")
        draft = drafts.read(db, drafts.make(db, tess(db), files, START))
        assert draft.files == {
            "bank.md": "---\ntitle: Tea\n---\n# Questions\n## Hot {#Q-L1-01}\nlesson: L1\n"
        }
        assert (draft.title, draft.number, draft.by, draft.course_id) == ("Tea", 1, "Tess Lindqvist", None)
        assert [line.title for line in drafts.open_ones(db)] == ["Tea"]


@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_nothing_pasted_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Paste a text"):
        drafts.pasted(text)


def test_a_draft_of_a_course_begins_with_its_live_text_byte_for_byte(store: Store) -> None:
    odd = {path: text.replace("\n", "\r\n") for path, text in kettle("9").items()}
    with store.writing() as db:
        courses.publish(db, odd, ISSUER, START)
        assert begun(db).files == odd
        with pytest.raises(NotFound):
            drafts.change_course(db, tess(db), "nothing", START)


def test_a_save_keeps_the_text_as_it_was_typed_and_counts_up(store: Store) -> None:
    with store.writing() as db:
        draft = changed(db, begun(db))
        assert draft.number == 2
        assert HARD[1] in draft.files["questions.md"]
        same = drafts.save_file(
            db, draft.id, "questions.md", draft.files["questions.md"].replace("\n", "\r\n"), 2, START
        )
        assert same == draft


def test_a_stale_save_is_refused_with_both_texts_and_changes_nothing(store: Store) -> None:
    with store.writing() as db:
        old = begun(db)
        saved = changed(db, old)
        with pytest.raises(DraftChanged) as refused:
            drafts.save_file(db, old.id, "questions.md", "# Questions\n", old.number, START)
        assert refused.value.extra == {
            "path": "questions.md",
            "saved": saved.files["questions.md"],
            "given": "# Questions\n",
            "number": 2,
        }
        assert drafts.read(db, old.id) == saved


def test_the_same_save_sent_twice_is_one(store: Store) -> None:
    with store.writing() as db:
        old = begun(db)
        assert changed(db, old) == changed(db, old)


def test_files_are_added_renamed_and_removed(store: Store) -> None:
    with store.writing() as db:
        draft = begun(db)
        draft = drafts.add_file(db, draft.id, "questions/more", draft.number, START)
        assert draft.files["questions/more.md"] == ""
        draft = drafts.rename_file(db, draft.id, "questions/more.md", "extra.md", draft.number, START)
        assert "extra.md" in draft.files and "questions/more.md" not in draft.files
        draft = drafts.remove_file(db, draft.id, "extra.md", draft.number, START)
        assert draft.files == kettle()
        assert draft.number == 4


@pytest.mark.parametrize(
    "path",
    ["../x.md", "/etc/x.md", "a/../b.md", "", ".hidden.md", "a//b.md", "course.md", "COURSE.md", "a\n.md"],
)
def test_a_name_that_leads_elsewhere_or_is_taken_is_refused(store: Store, path: str) -> None:
    with store.writing() as db:
        draft = begun(db)
        with pytest.raises(NotUnderstood):
            drafts.add_file(db, draft.id, path, draft.number, START)


def test_the_last_file_stays(store: Store) -> None:
    with store.writing() as db:
        draft = drafts.read(db, drafts.make(db, tess(db), {"bank.md": "x"}, START))
        with pytest.raises(NotUnderstood, match="one file at least"):
            drafts.remove_file(db, draft.id, "bank.md", 1, START)


def test_a_file_that_is_not_there_is_not_made_by_saving_it(store: Store) -> None:
    with store.writing() as db:
        draft = begun(db)
        with pytest.raises(NotFound):
            drafts.save_file(db, draft.id, "nowhere.md", "x", draft.number, START)
        with pytest.raises(NotFound):
            drafts.save_file(db, 999, "course.md", "x", 1, START)


def test_more_than_a_bank_holds_is_refused(store: Store) -> None:
    with store.writing() as db:
        draft = begun(db)
        with pytest.raises(TooLarge):
            drafts.save_file(db, draft.id, "course.md", "a" * (2 * 1024 * 1024 + 1), draft.number, START)


def readings_in(work: Callable[[], object]) -> int:
    """How many times the text of a bank is read in it."""
    seen = 0

    def note(frame, event, _) -> None:
        nonlocal seen
        seen += event == "call" and frame.f_code is read.__code__

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return seen


def test_no_text_is_read_while_everybody_else_waits_to_write(store: Store) -> None:
    with store.reading() as db:
        drafts.foresee_change(db, COURSE)
    with store.writing() as db:
        assert readings_in(lambda: begun(db)) == 0
    with store.reading() as db:
        draft = drafts.read(db, drafts.open_ones(db)[0].id)
        text = draft.files["questions.md"].replace(*HARD).replace(" {#a}", "", 1)
        drafts.foresee(db, draft.id, {"questions.md": text})
    with store.writing() as db:
        assert readings_in(lambda: drafts.save_file(db, draft.id, "questions.md", text, 1, START)) == 0
    with store.reading() as db:
        drafts.foresee(db, draft.id)
    with store.writing() as db:
        assert readings_in(lambda: drafts.publish(db, tess(db), draft.id, 2, ISSUER, START)) == 0
    new = {"bank.md": f"---\ntitle: Never read before {id(store)}\n---\n# Questions\n## One\n"}
    with store.reading() as db:
        assert readings_in(lambda: drafts.foresee_new(db, new)) > 0
    with store.writing() as db:
        assert readings_in(lambda: drafts.make(db, tess(db), new, START)) == 0


def test_what_no_database_can_keep_is_taken_out(store: Store) -> None:
    with store.writing() as db:
        draft = drafts.read(db, drafts.make(db, tess(db), {"bank.md": "a\0b\ud800c"}, START))
        assert draft.files == {"bank.md": "ab?c"}


def test_publishing_makes_a_new_edition_live_and_closes_the_draft(store: Store) -> None:
    with store.writing() as db:
        draft = changed(db, begun(db))
        edition = published(db, draft)
        assert (edition.number, courses.newest(db, COURSE).id) == (2, edition.id)
        assert courses.files(db, edition.id) == draft.files
        assert drafts.open_ones(db) == ()
        for act in (lambda: drafts.read(db, draft.id), lambda: published(db, draft)):
            with pytest.raises(DraftClosed):
                act()
        done = [(each.action, each.about) for each in audit.newest(db, about=f"course {COURSE}")]
        assert done[:2] == [
            ("made an edition live", f"course {COURSE}"),
            ("published an edition", f"course {COURSE}"),
        ]


def test_a_bank_with_an_error_is_not_published_and_the_draft_stays_open(store: Store) -> None:
    with store.writing() as db:
        draft = changed(db, begun(db), "- [x] Do the right thing. {#a}", "- [ ] Do the right thing. {#a}")
        with pytest.raises(BankNotReady) as refused:
            published(db, draft)
        assert {each.code for each in refused.value.extra["findings"]} == {"P01", "Q04"}
        assert courses.newest(db, COURSE).number == 1
        assert drafts.read(db, draft.id) == draft


def test_a_page_that_is_stale_publishes_nothing(store: Store) -> None:
    with store.writing() as db:
        old = begun(db)
        changed(db, old)
        with pytest.raises(DraftChanged):
            published(db, old)
        with pytest.raises(DraftChanged):
            drafts.put_away(db, tess(db), old.id, old.number, START)


def test_a_draft_of_one_course_does_not_replace_another(store: Store) -> None:
    with store.writing() as db:
        draft = changed(db, begun(db), "bank: kettle", "bank: teapot", path="course.md")
        with pytest.raises(NotUnderstood, match="bank: kettle"):
            published(db, draft)


def test_a_draft_that_changed_nothing_publishes_nothing_new(store: Store) -> None:
    with store.writing() as db:
        edition = published(db, begun(db))
        assert edition.number == 1
        assert len(courses.history(db, COURSE)) == 1


def test_a_draft_put_away_is_closed_and_what_is_live_stays(store: Store) -> None:
    with store.writing() as db:
        draft = begun(db)
        drafts.put_away(db, tess(db), draft.id, draft.number, START)
        assert drafts.open_ones(db) == ()
        assert courses.newest(db, COURSE).number == 1


def test_what_would_change_is_told_against_the_live_edition(store: Store) -> None:
    with store.writing() as db:
        live, changes = drafts.changed(db, changed(db, begun(db)))
        assert live is not None and live.number == 1
        assert changes is not None and len(changes.of("words")) == 15
        new = drafts.read(db, drafts.make(db, tess(db), drafts.starter(), START))
        assert drafts.changed(db, new) == (None, None)


def test_two_who_publish_at_once_make_one_edition(store: Store) -> None:
    with store.writing() as db:
        draft = changed(db, begun(db))
    together, ends = Barrier(2), []

    def publish() -> None:
        together.wait()
        try:
            with store.writing() as db:
                ends.append(published(db, draft).number)
        except Refused as refused:
            ends.append(type(refused))

    both = [Thread(target=publish) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert set(ends) == {2, DraftClosed}
    with store.reading() as db:
        assert db.exec(select(func.count()).select_from(EditionRow)).one() == 2


def test_an_older_text_made_live_again_is_the_same_edition_and_a_new_line_of_the_history(
    store: Store,
) -> None:
    with store.writing() as db:
        published(db, changed(db, begun(db)))
        first = courses.numbered(db, COURSE, 1)
        courses.make_live(db, first, tess(db).id, START)
        assert courses.newest(db, COURSE) == first
        assert [(each.number, bool(each.live_since)) for each in courses.history(db, COURSE)] == [
            (2, False),
            (1, True),
        ]
        assert [each.by for each in courses.history(db, COURSE)] == ["Tess Lindqvist", None]
        courses.make_live(db, first, tess(db).id, START)
        assert db.exec(select(func.count()).select_from(PublicationRow)).one() == 3


def test_an_attempt_under_way_is_counted_and_stays_on_its_edition(store: Store) -> None:
    with store.writing() as db:
        ada = deeds.person(db, "ada")
        deeds.reads(db, ada, START)
        attempt = attempts.start_check(db, ada, COURSE, START)
        assert attempts.under_way(db, COURSE) == 1
        flip = ("- [x] Do the right thing. {#a}", "- [ ] Do the right thing. {#a}")
        draft = begun(db)
        text = draft.files["questions.md"].replace(*flip).replace("- [ ] Do another", "- [x] Do another")
        published(db, drafts.save_file(db, draft.id, "questions.md", text, 1, START))
        deeds.answers(db, ada, attempt, START)
        assert deeds.hands_in(db, ada, attempt, START).outcome == "passed"
        assert attempts.under_way(db, COURSE) == 0


def test_the_text_of_an_edition_is_kept_byte_for_byte(store: Store) -> None:
    odd = {"bank.md": "\ufeff" + "".join(kettle("7").values()).replace("\n", "\r\n")}
    with store.writing() as db:
        edition = courses.publish(db, odd, ISSUER, START)
    with store.reading() as db:
        assert courses.files(db, edition.id) == odd
        assert read(odd).bank == edition.whole
