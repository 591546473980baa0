"""The kinds of question: one file and one line each."""

from typing import Annotated, get_args

from pydantic import Field

from quiz_bank.kinds.match import MatchQuestion
from quiz_bank.kinds.multiple import MultipleQuestion
from quiz_bank.kinds.notice import NoticeQuestion
from quiz_bank.kinds.order import OrderQuestion
from quiz_bank.kinds.reflect import ReflectQuestion
from quiz_bank.kinds.single import SingleQuestion
from quiz_bank.kinds.sort import SortQuestion
from quiz_bank.kinds.typed import TypedQuestion
from quiz_bank.question import Question

AnyQuestion = Annotated[
    SingleQuestion
    | MultipleQuestion
    | OrderQuestion
    | MatchQuestion
    | SortQuestion
    | TypedQuestion
    | NoticeQuestion
    | ReflectQuestion,
    Field(discriminator="kind"),
]
KINDS: dict[str, type[Question]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(AnyQuestion)[0])
}
