"""People: who they are, how they are looked after, how they sign in and for how long."""

from api.people.adding import add, by_email, is_here, others_than
from api.people.inviting import invite, make_link
from api.people.links import LINK_LIFE
from api.people.rows import ROLES, Person, clean_name
from api.people.sessions import (
    IDLE,
    IDLE_SHARED,
    LONGEST_SESSION,
    SignedIn,
    seen,
    sign_out,
    signed_in,
    start_session,
)
from api.people.signing_in import give_password, link_holder, set_password, with_password

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
    "invite",
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
