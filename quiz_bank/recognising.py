"""Which format something is in that came without anybody saying so."""

import re

from quiz_bank.converting import format_of
from quiz_bank.exchange import zips

_MOST_LOOKED_AT = 200_000
_TITLED_GIFT = re.compile(r"^[ \t]*(?:\$CATEGORY:|::[^:\n]+::)", re.MULTILINE)
_OURS = re.compile(r"\A\s*---[ \t]*$|^#{1,2}[ \t]*\S", re.MULTILINE)
_GIFT = re.compile(r"^[ \t]*//|^[^{}\n]*\{[ \t]*(?:[=~#]|T(?:RUE)?\}|F(?:ALSE)?\})", re.MULTILINE)
_XML = re.compile(r"\A\s*<\?xml\b|\A\s*<quiz\b", re.IGNORECASE)
_ASKED = re.compile(
    r"""^[ \t]*(?:(?:correct[ \t]+)?(?:answers?|key)[ \t]*:
      | (?:q|question)[ \t]*[0-9] | [0-9]{1,4}[.)][ \t] | \(?[a-h][.)][ \t] | [☐☑☒✓✔])""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_SIGNS = (
    (_XML, "moodle_xml"),
    (_TITLED_GIFT, "gift"),
    (_OURS, "markdown"),
    (_GIFT, "gift"),
    (_ASKED, "pasted"),
)
_TEXTS = (".txt", "")


def recognised(name: str, content: bytes) -> str | None:
    """The name of the format of a file, or of a text that was pasted, whose `name` has no ending then.

    None where nothing speaks for any; read as our own text, it then says what it misses.
    """
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending == ".zip":
        described = any(path.rpartition("/")[2] == "imsmanifest.xml" for path in zips.names(content))
        return "qti" if described else "markdown"
    if ending not in _TEXTS:
        return format_of(name)
    text = content[:_MOST_LOOKED_AT].decode("utf-8", "replace")
    return next((name for form, name in _SIGNS if form.search(text)), None)
