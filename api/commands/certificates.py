"""python -m api certificate"""

from cyclopts import App

from api import certificates
from api.clock import clock_in
from api.commands.opening import opened

app = App(name="certificate", help="Withdraw or replace a certificate.")


@app.command
def withdraw(certificate_id: str, *, reason: str) -> None:
    """Withdraw a certificate issued in error. Its check page says so from now on, without the reason.

    Parameters
    ----------
    certificate_id
        As printed, with or without dashes.
    reason
        Kept with it; never shown to others.
    """
    with opened() as (settings, store):
        with store.writing() as db:
            certificates.withdraw(db, certificate_id, reason, clock_in(settings.timezone)())
        print("Withdrawn. Tell the person, and how they can challenge it.")


@app.command
def replace(certificate_id: str, *, name: str) -> None:
    """Issue a certificate anew under another name. The old one says “replaced”; neither leads to the other.

    Parameters
    ----------
    certificate_id
        Of the one in force.
    name
        As it should stand on the new one.
    """
    with opened() as (settings, store):
        with store.writing() as db:
            new = certificates.replace(db, certificate_id, name, clock_in(settings.timezone)())
        print(f"Replaced. The new id is {certificates.grouped(new)}.")
