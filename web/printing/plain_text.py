"""What people typed, as plain words on one line."""

import re
import unicodedata

# Bidi embeddings and isolates could turn the page's own words round; the others draw nothing,
# or are refused by PDF/UA. Joiners (200C, 200D) and direction marks (200E, 200F, 061C) stay:
# Persian, Sinhala and mixed names are spelled with them.
UNSEEN = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
NO_CHARACTER = {"Cc", "Cs"}


def printable(text: str) -> str:
    seen = UNSEEN.sub("", " ".join(text.split()))
    kept = "".join(sign for sign in seen if unicodedata.category(sign) not in NO_CHARACTER)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def runs_right_to_left(text: str) -> bool:
    """True when the first letter that has a direction runs from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
