"""New questions of a draft that read like ones which the live edition has and the draft has no longer."""

from collections.abc import Collection, Mapping

from api import courses, drafts
from api.drafts import Draft
from api.errors import NotUnderstood
from api.store import Db
from quiz_bank import Lookalike, NotRenamed, lookalikes, with_old_ids


def of_draft(db: Db, draft: Draft) -> tuple[Lookalike, ...]:
    """None where nothing is live to compare with."""
    bank = draft.checked.bank
    live = courses.live_if_any(db, bank.id) if bank else None
    return lookalikes(live.whole, bank) if live and bank else ()


def among(db: Db, draft_id: int, ids: Collection[str]) -> dict[str, str]:
    """Those of a draft's likenesses that are named by their id in it: that id -> the id in the live edition."""
    return {each.id: each.gone for each in of_draft(db, drafts.read(db, draft_id)) if each.id in ids}


def with_ids_kept(db: Db, draft_id: int, same: Mapping[str, str]) -> dict[str, str]:
    """The files of a draft once somebody says that what is new is what was there, read already.

    `same`: id in the draft -> id in the live edition. Raises NotUnderstood where the text cannot be changed like that.
    """
    draft = drafts.read(db, draft_id)
    bank = draft.checked.bank
    live = courses.live_if_any(db, bank.id) if bank else None
    if live is None or not same:
        raise NotUnderstood("Tick what is the same as before. Where nothing is, there is nothing to do here.")
    try:
        written = with_old_ids(draft.files, same, live.whole)
    except NotRenamed as error:
        raise NotUnderstood(str(error)) from error
    courses.checked(written)
    return written
