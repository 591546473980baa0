"""What comes back with a form that did not fit: the words for each field, and where to go after it did."""

from starlette.responses import RedirectResponse

from api.errors import Refused


def field_errors(refused: Refused) -> dict[str, str]:
    """Field name -> what to do, as the refusal names them; the whole refusal under "form" when it names none."""
    fields = refused.extra.get("fields", {})
    return dict(fields) if fields else {"form": refused.detail}


def then(address: str) -> RedirectResponse:
    """After a POST, on to a page that can be opened again."""
    return RedirectResponse(address, 303)


def own_path(wanted: str) -> str:
    """A path of this site to go on to; My learning for anything else."""
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    tame = all(letter.isprintable() and letter != "\\" for letter in wanted)
    return wanted if plain and tame else "/learning"
