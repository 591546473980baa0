"""People: who they are, how they are looked after, how they sign in and for how long."""

from api.people.adding import add, by_email, is_here, others_than
from api.people.rows import ROLES, Person, clean_name
from api.people.signing_in import (
    IDLE,
    IDLE_SHARED,
    LINK_LIFE,
    LONGEST_SESSION,
    SignedIn,
    give_password,
    link_holder,
    make_link,
    seen,
    set_password,
    sign_out,
    signed_in,
    start_session,
    with_password,
)

__all__ = [
    "IDLE",
    "IDLE_SHARED",
    "LINK_LIFE",
    "LONGEST_SESSION",
    "ROLES",
    "Person",
    "SignedIn",
    "add",
    "by_email",
    "clean_name",
    "give_password",
    "is_here",
    "link_holder",
    "make_link",
    "others_than",
    "seen",
    "set_password",
    "sign_out",
    "signed_in",
    "start_session",
    "with_password",
]
