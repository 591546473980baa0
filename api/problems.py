"""A refusal as problem+json (RFC 9457), and what the framework raises as a refusal."""

import json
from typing import Any

from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.errors import (
    Broken,
    FromAnotherSite,
    MethodNotOffered,
    NotFound,
    NotSignedIn,
    NotUnderstood,
    Refused,
    TooLarge,
)

_BY_STATUS: dict[int, type[Refused]] = {
    401: NotSignedIn,
    403: FromAnotherSite,
    404: NotFound,
    405: MethodNotOffered,
    413: TooLarge,
}


def as_refusal(error: Exception) -> Refused:
    """Anything raised while answering, as the refusal to show. The server logs what is not one of ours."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, RequestValidationError):
        places = {str(each["loc"][-1]) for each in error.errors()}
        return NotUnderstood(f"Check: {', '.join(sorted(places))}.")
    if isinstance(error, UnicodeEncodeError):
        return NotUnderstood(
            "What was sent holds half a sign, which is no text. Take it out and send it again."
        )
    if isinstance(error, HTTPException):
        return _BY_STATUS.get(error.status_code, NotUnderstood)()
    return Broken()


def problem(refused: Refused) -> Response:
    """In ASCII, as what is told may repeat what was sent, and that may be no text that UTF-8 can say."""
    body: dict[str, Any] = {
        "type": f"/problems/{refused.name()}",
        "title": refused.title,
        "status": refused.status,
        "detail": refused.detail,
        **jsonable_encoder(refused.extra),
    }
    said = json.dumps(body)
    return Response(said, refused.status, media_type="application/problem+json", headers=headers(refused))


def headers(refused: Refused) -> dict[str, str]:
    waits = {503: 5, 429: refused.extra.get("seconds", 60)}
    return {"Retry-After": str(waits[refused.status])} if refused.status in waits else {}
