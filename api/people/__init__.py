"""People: who they are, how they are looked after, how they sign in and for how long."""

from api.people.adding import Newcomer, add, add_all, add_one, by_email, by_id, is_here, others_than
from api.people.asking import ask_for_link, sign_in_link_holder, with_link
from api.people.devices import in_words as device_in_words
from api.people.finding import among, never_came, uninvited, with_role
from api.people.hashing import name_fits
from api.people.hashing import of_name as hash_of_name
from api.people.inviting import invite, invite_all, make_link
from api.people.links import LINK_LIFE
from api.people.looking_after import (
    change_address,
    end_employment,
    give_role,
    give_staff_number,
    rename,
    set_start,
    suspend,
    unsuspend,
)
from api.people.own_account import (
    OwnSession,
    change_password,
    end_other_sessions,
    end_own_session,
    has_password,
    own_sessions,
)
from api.people.rows import ROLES, Person, checked_address, clean_name, folded_name
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
    "Newcomer",
    "OwnSession",
    "Person",
    "SignedIn",
    "add",
    "add_all",
    "add_one",
    "among",
    "ask_for_link",
    "by_email",
    "by_id",
    "change_address",
    "change_password",
    "checked_address",
    "clean_name",
    "device_in_words",
    "end_employment",
    "end_other_sessions",
    "end_own_session",
    "folded_name",
    "give_password",
    "give_role",
    "give_staff_number",
    "has_password",
    "hash_of_name",
    "invite",
    "invite_all",
    "is_here",
    "link_holder",
    "make_link",
    "name_fits",
    "never_came",
    "others_than",
    "own_sessions",
    "rename",
    "seen",
    "set_password",
    "set_start",
    "sign_in_link_holder",
    "sign_out",
    "signed_in",
    "start_session",
    "suspend",
    "uninvited",
    "unsuspend",
    "with_link",
    "with_password",
    "with_role",
]
