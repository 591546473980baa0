"""What stands on a page and is no words of a question: what is said of it, and what to do."""

from collections.abc import Mapping

from quiz_bank.exchange.incoming import Incoming
from quiz_bank.formats.pasted.page import Told

_LOST = {
    "picture": (
        "Pictures are not taken from here: {}.",
        "Save each as a PNG or JPEG, put it into the bank's folder pictures, and name it in the text: "
        "![what it shows](pictures/name.png).",
    ),
    "equation": ("Equations are not taken: {}.", "Write them in plain words or signs."),
    "text box": ("Words in text boxes are not taken: {}.", "Move them out of the box, into the page."),
    "note": (
        "Footnotes and endnotes are not taken: {}.",
        "Write what a learner needs into the question itself.",
    ),
    "hidden": ("Hidden words are not taken: {}.", "Unhide what is needed."),
    "sign": ("A sign of a special font is not understood: {}.", "Type the sign or the word anew."),
    "field": ("What stands in an embedded object is not taken: {}.", "Write it as text."),
}
_KEPT = {
    "struck": (
        "Words that are struck out were read as the others are: {}.",
        "Take them out if they are not meant.",
    ),
}
_PASSED_OVER = {
    "heading": (
        "Headings without questions of their own are not taken: {}.",
        "If one is a lesson, put its questions right below it.",
    ),
    "comment": ("Comments are not taken: {}.", "Nothing needs to be done if they were for colleagues."),
    "change": (
        "Tracked changes were read as if accepted: {}.",
        "If some were to be rejected, reject them in the word processor and save it again.",
    ),
    "title": ("The title of the page is no question and was not taken: {}.", 'Write it after "title:".'),
}


def tell(untaken: Mapping[str, Told], incoming: Incoming) -> None:
    """A finding for each kind of thing, with the words beside it. `untaken`: by what it is, as a writer left it."""
    for kind, told in untaken.items():
        line = told.places[0][0]
        what, remedy = _LOST.get(kind) or _KEPT.get(kind) or _PASSED_OVER[kind]
        said = what.format(told.quoted)
        if kind in _LOST:
            incoming.warn("X07", line, said, remedy)
        elif kind in _KEPT:
            incoming.warn("X04", line, said, remedy)
        else:
            incoming.inform("X13", line, said, remedy)
