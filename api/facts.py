"""What the local facts are on this site. They are read wherever words are shown, so that a change shows at once."""

from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, select

from api.store import Db
from api.tables import FactRow

_facts = FactRow.__table__  # type: ignore[attr-defined]
_names: BindParameter[list[str]] = bindparam("names", expanding=True)
_SET = select(_facts.c.name, _facts.c.words).where(_facts.c.words != "")
_SET_OF_THESE = _SET.where(_facts.c.name.in_(_names))


def known(db: Db, names: Collection[str] | None = None) -> dict[str, str]:
    """Name -> words, of those that are set; `names`: of these only."""
    if names is None:
        return dict(db.execute(_SET).all())
    return dict(db.execute(_SET_OF_THESE, {"names": sorted(names)}).all())


def hold(db: Db) -> None:
    """Until this transaction ends nobody sets one, and nothing that names one is made live."""
    db.hold("facts")
