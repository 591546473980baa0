"""What is matched or sorted, as pairs for formats that hold nothing else."""

from collections.abc import Callable

from quiz_bank.exchange.losses import Losses
from quiz_bank.placing import PlacingQuestion


def two_sides(
    question: PlacingQuestion, losses: Losses, right_side: Callable[[str], str] = str
) -> list[tuple[str, str]] | None:
    """Left and right of each pair; what fits none on the left comes last, with nothing on its left.

    `right_side`: how the format holds words there. None where too little is left to match.
    """
    rights = {place.id: right_side(place.text) for place in question.to_choose_from()}
    used = list(dict.fromkeys(question.right[row.id] for row in question.to_place()))
    spare = [id for id in rights if id not in used]
    if len(question.to_place()) < 2 or len(set(rights.values())) < 2 or not all(rights.values()):
        losses.leave_out("no matching with fewer than two lines, of plain words, on a side", question.id)
        return None
    if question.kind != "match":
        losses.turn_into("no boxes to sort into", "a question to match", question.id)
    elif list(rights) != [*used, *spare] or len(set(rights.values())) < len(rights):
        losses.lose("no order of its own on the right side, and no words there twice", question.id)
    if any(part.feedback for part in question.parts()):
        losses.lose("no feedback on what is matched", question.id)
    pairs = [(row.text, rights[question.right[row.id]]) for row in question.to_place()]
    return [*pairs, *(("", rights[id]) for id in spare)]
