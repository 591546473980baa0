"""Who may do what: one table."""

from enum import Enum

EVERYONE = frozenset({"staff", "trainer", "lead", "admin"})


class Action(Enum):
    LOOK = "see what is open to the whole world"
    LEARN = "take courses, see one's own attempts and certificates"
    AUTHOR = "write banks, publish editions, keep the sign-off register"
    LEAD = "assign courses, see where one's own teams stand"
    ADMINISTER = "look after people, teams, roles and mail"


RULES: dict[Action, frozenset[str] | None] = {
    Action.LOOK: None,
    Action.LEARN: EVERYONE,
    Action.AUTHOR: frozenset({"trainer", "admin"}),
    Action.LEAD: frozenset({"lead", "admin"}),
    Action.ADMINISTER: frozenset({"admin"}),
}
"""Action -> the roles that may; None means signed out too. Whose rows: the doors say."""


def may(role: str | None, action: Action) -> bool:
    roles = RULES[action]
    return roles is None or role in roles
