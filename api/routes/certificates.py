from typing import Annotated

from fastapi import APIRouter, Body

from api import certificates
from api.certificates import Certificate, Checked
from api.dependencies import Anyone, Now, Open, SignedIn

router = APIRouter(tags=["certificates"])


@router.get("/certificates")
def own_certificates(person: SignedIn, store: Open, now: Now) -> tuple[Certificate, ...]:
    with store.reading() as db:
        return certificates.all_own(db, person, now.date())


@router.get("/certificates/{certificate_id}")
def certificate(certificate_id: str, person: SignedIn, store: Open, now: Now) -> Certificate:
    with store.reading() as db:
        return certificates.own(db, person, certificate_id, now.date())


@router.get("/checks/{certificate_id}")
def check(certificate_id: str, _: Anyone, store: Open, now: Now) -> Checked:
    with store.reading() as db:
        return certificates.check(db, certificate_id, now.date())


@router.post("/checks/{certificate_id}/name")
def check_name(
    certificate_id: str, name: Annotated[str, Body(embed=True)], _: Anyone, store: Open, now: Now
) -> dict[str, bool]:
    with store.reading() as db:
        certificates.check(db, certificate_id, now.date())
        return {"matches": certificates.name_matches(db, certificate_id, name)}
