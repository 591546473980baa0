"""python -m api people"""

from typing import Literal

from cyclopts import App

from api import people
from api.clock import clock_in
from api.commands.opening import opened

app = App(name="people", help="Invite people, reset their passwords, give roles, suspend.")


@app.command
def invite(
    address: str, *, role: Literal["staff", "trainer", "lead", "admin"] = "staff", name: str = ""
) -> None:
    """Add a person and print a one-time link with which they choose a password.

    Parameters
    ----------
    address
        Their e-mail address.
    role
        What they may do.
    name
        As it should stand on certificates; they can put it right themselves.
    """
    with opened() as (settings, store):
        now = clock_in(settings.timezone)()
        with store.writing() as db:
            person = people.add(db, address, name, role, now)
            token = people.make_link(db, person, now)
        _print_link(settings.address, person.email, token)


@app.command
def reset(address: str) -> None:
    """Print a new one-time link for a person; earlier links stop working.

    Parameters
    ----------
    address
        Their e-mail address.
    """
    with opened() as (settings, store):
        now = clock_in(settings.timezone)()
        with store.writing() as db:
            person = people.by_email(db, address)
            token = people.make_link(db, person, now)
        _print_link(settings.address, person.email, token)


@app.command
def role(address: str, role: Literal["staff", "trainer", "lead", "admin"], /) -> None:
    """Give a person another role. It holds at once.

    Parameters
    ----------
    address
        Their e-mail address.
    role
        What they may do from now on.
    """
    with opened() as (settings, store), store.writing() as db:
        people.give_role(db, None, people.by_email(db, address).id, role, clock_in(settings.timezone)())
    print(f"{address} is {role} now.")


@app.command
def suspend(address: str) -> None:
    """Sign a person out everywhere and let them in no more.

    Parameters
    ----------
    address
        Their e-mail address.
    """
    with opened() as (settings, store), store.writing() as db:
        people.suspend(db, None, people.by_email(db, address).id, clock_in(settings.timezone)())
    print(f"{address} is suspended. “people let-in {address}” lets them in again.")


@app.command
def let_in(address: str) -> None:
    """Let a suspended person sign in again.

    Parameters
    ----------
    address
        Their e-mail address.
    """
    with opened() as (settings, store), store.writing() as db:
        people.unsuspend(db, None, people.by_email(db, address).id, clock_in(settings.timezone)())
    print(f"{address} may sign in again.")


def _print_link(address: str, email: str, token: str) -> None:
    print(f"Send this to {email}. It works once, for {people.LINK_LIFE.days} days:")
    print(f"{address}/welcome/{token}")
