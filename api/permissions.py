"""Who may do what: one table."""

from enum import Enum

EVERYONE = frozenset({"staff", "trainer", "lead", "admin"})


class Action(Enum):
    LOOK = "see what is open to the whole world"
    LEARN = "take courses, see one's own attempts and certificates"


RULES: dict[Action, frozenset[str] | None] = {
    Action.LOOK: None,
    Action.LEARN: EVERYONE,
}
"""Action -> the roles that may; None means signed out too. Whose rows: the doors say."""


def may(role: str | None, action: Action) -> bool:
    roles = RULES[action]
    return roles is None or role in roles
