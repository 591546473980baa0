"""A GET changes nothing that anyone would be shown."""

from api.store import Store
from tests.cast import Learner
from tests.house.tour import Tour, digest, get_routes


def test_every_route_that_can_be_opened_was_opened_and_answered(tour: Tour) -> None:
    opened = {visit.route for visit in tour.visits if visit.status < 400}
    assert len(opened) >= 36
    assert not set(get_routes(tour.app)) - opened


def test_opening_anything_leaves_the_data_as_it_was(tour: Tour) -> None:
    assert len(tour.visits) >= 90
    assert not [visit.address for visit in tour.visits if visit.changed]


def test_nothing_that_is_opened_breaks(tour: Tour) -> None:
    assert len(tour.visits) >= 90
    assert not [visit for visit in tour.visits if visit.status >= 500]


def test_the_digest_sees_every_row_and_no_moment_of_being_seen(store: Store, ada: Learner) -> None:
    before = digest(store)
    store.noting(lambda db: db.connection().exec_driver_sql("UPDATE sessions SET seen_at = started_at + 1"))
    assert digest(store) == before
    store.noting(lambda db: db.connection().exec_driver_sql("UPDATE sessions SET shared = 1"))
    assert digest(store) != before
