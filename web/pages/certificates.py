"""A person's certificates, and the page on which anyone checks one."""

import segno
from fastapi import APIRouter, Request
from starlette.responses import Response

from api import certificates
from api.certificates import Certificate, grouped
from api.dependencies import Anyone, Configured, Now, Open, SignedIn, Submitted, field
from api.errors import NotUnderstood
from api.settings import Settings
from web.forms import field_errors, then
from web.printing import CertificatePage, certificate_pdf
from web.rendering import not_approved, render

router = APIRouter()
DEMONSTRATION = "Demonstration: not a real certificate."


@router.get("/certificates/{certificate_id}")
def certificate_page(
    request: Request, certificate_id: str, person: SignedIn, store: Open, settings: Configured, now: Now
) -> Response:
    with store.reading() as db:
        own = certificates.own(db, person, certificate_id, now.date())
    address = check_address(settings, own.id)
    return render(
        request,
        "certificates/certificate.html",
        certificate=own,
        address=address,
        qr=_qr(address),
        notice=_notice(settings, own.approved),
        result=result_line(own),
    )


@router.get("/certificates/{certificate_id}/pdf")
def certificate_file(
    certificate_id: str, person: SignedIn, store: Open, settings: Configured, now: Now
) -> Response:
    with store.reading() as db:
        own = certificates.own(db, person, certificate_id, now.date())
    return Response(
        certificate_pdf(_printed(own, settings)),
        media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="certificate-{own.id[:8]}.pdf"'},
    )


@router.get("/check")
def check_form(request: Request, _: Anyone) -> Response:
    return render(request, "certificates/check_form.html", typed="", errors={})


@router.post("/check")
def find(request: Request, given: Submitted, _: Anyone, store: Open, now: Now) -> Response:
    typed = field(given, "id")
    try:
        with store.reading() as db:
            found = certificates.check(db, typed, now.date())
    except NotUnderstood as refused:
        return render(
            request, "certificates/check_form.html", status=422, typed=typed, errors=field_errors(refused)
        )
    return then(f"/check/{grouped(found.id)}")


@router.get("/check/{certificate_id}")
def check_page(request: Request, certificate_id: str, _: Anyone, store: Open, now: Now) -> Response:
    return _checked(request, certificate_id, store, now)


@router.post("/check/{certificate_id}")
def check_name(
    request: Request, certificate_id: str, given: Submitted, _: Anyone, store: Open, now: Now
) -> Response:
    return _checked(request, certificate_id, store, now, field(given, "name"))


def _checked(
    request: Request, certificate_id: str, store: Open, now: Now, name: str | None = None
) -> Response:
    try:
        with store.reading() as db:
            found = certificates.check(db, certificate_id, now.date())
            matches = name is not None and certificates.name_matches(db, certificate_id, name)
    except NotUnderstood as refused:
        return render(
            request,
            "certificates/check_form.html",
            status=refused.status,
            typed=certificate_id,
            errors=field_errors(refused),
        )
    status = 404 if found.state == "not found" else 200
    response = render(
        request, "certificates/check.html", status=status, found=found, name=name, matches=matches
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def check_address(settings: Settings, certificate_id: str) -> str:
    return f"{settings.address}/check/{grouped(certificate_id)}"


def result_line(own: Certificate) -> str:
    if own.total is None:
        return "Passed"
    result = f"Passed the knowledge check: {own.right} of {own.total}"
    if own.after_follow_up:
        return f"{result}, after the safety follow-up"
    return f"{result}, all safety questions right" if own.safety else result


def _notice(settings: Settings, approved: bool) -> str:
    words = not_approved(settings, approved)
    return DEMONSTRATION if settings.demonstration else f"{words}." if words else ""


def _qr(address: str) -> str:
    """A picture of the address, as a data address."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)


def _printed(own: Certificate, settings: Settings) -> CertificatePage:
    return CertificatePage(
        name=own.name,
        course=own.course,
        version=f"Version {own.version}",
        issuer=own.issuer,
        passed_on=own.passed_on,
        valid_until=own.valid_until,
        minutes=own.minutes,
        outcomes=own.outcomes,
        statement="passed" if own.total is None else "passed the knowledge check of",
        result=result_line(own),
        language=own.language,
        certificate_id=grouped(own.id),
        address=check_address(settings, own.id),
        notice=_notice(settings, own.approved),
    )
