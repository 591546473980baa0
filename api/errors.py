"""Refusals: what Debrief will not do, each with its status, a title and what to do next."""

import re
from typing import Any, ClassVar


class Refused(Exception):
    """`detail`: what to do next, in plain words. `extra`: what a page or a program needs to help further."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "That did not work"
    advice: ClassVar[str] = "Go back and try again."

    def __init__(self, detail: str = "", **extra: Any) -> None:
        self.detail = detail or self.advice
        self.extra = extra
        super().__init__(self.detail)

    @classmethod
    def name(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()


class NotSignedIn(Refused):
    status, title = 401, "Sign in to go on"
    advice = "Sign in with your work e-mail address and password. You come back to the page you wanted."


class SignInRefused(Refused):
    status, title = 401, "We could not sign you in"
    advice = "Check the e-mail address and the password, then try again."


class TooManyTries(Refused):
    """`seconds`: how long to wait."""

    status, title = 429, "Too many tries in a row"
    advice = "Wait a few minutes, or use a link by e-mail."


class NotFound(Refused):
    status, title = 404, "There is nothing at this address"
    advice = "Check the address, or go to My learning and find it from there."


class NotAllowed(Refused):
    status, title = 403, "Your role does not include this"
    advice = "Ask the person who runs Debrief where you work if you need it."


class FromAnotherSite(Refused):
    status, title = 403, "This came from another website"
    advice = "To keep your account safe, nothing was changed. Open Debrief itself and do it there."


class NotUnderstood(Refused):
    status, title = 422, "Something is missing or does not fit"
    advice = "Check what you entered and send it again."


class MethodNotOffered(Refused):
    status, title = 405, "This address cannot do that"
    advice = "Go back to the page before and use its buttons."


class LessonsFirst(Refused):
    status, title = 409, "Some lessons come first"
    advice = "Read each lesson on the contents page and mark it as read. Then the final check opens."


class AlreadyPassed(Refused):
    status, title = 409, "You have already passed"
    advice = "There is nothing more to do. Your certificate is on My learning."


class NoTriesLeft(Refused):
    status, title = 409, "The next try opens tomorrow"
    advice = "Read the lessons you missed again today. The next try opens for you tomorrow."


class NotNeeded(Refused):
    status, title = 409, "There is no need for that"
    advice = "It is so already. Open the person's page again to see where they stand."


class FollowUpFirst(Refused):
    status, title = 409, "The safety follow-up comes first"
    advice = "Finish the safety follow-up of your last try. It is on My learning."


class AttemptFinished(Refused):
    status, title = 409, "These answers are already handed in"
    advice = "They can be read but not changed. Open the result to see how it went."


class AnsweredElsewhere(Refused):
    status, title = 409, "This question was answered somewhere else"
    advice = "A newer answer was saved from another page or device. Choose which one to keep."


class FirstAnswerCounts(Refused):
    status, title = 409, "The first answer counts"
    advice = (
        "You have answered this question. Read its feedback; once the round is done you can practise again."
    )


class KeptForTheCheck(Refused):
    status, title = 409, "This question is in your final check"
    advice = "It can be practised again once you have handed in your answers."


class AnswersMissing(Refused):
    status, title = 409, "Some questions are not answered yet"
    advice = "Answer the questions listed, then hand in. Choose what seems best to you."


class BankNotReady(Refused):
    status, title = 409, "This bank has errors"
    advice = "Mend each error listed, then publish again. Nothing was published."


class DraftChanged(Refused):
    status, title = 409, "This draft was changed somewhere else"
    advice = "A newer text was saved from another page or device. Look at both, and save what should stay."


class DraftClosed(Refused):
    status, title = 409, "This draft is closed"
    advice = "It was published or put away. Open the course under Banks to change its text again."


class SignedAlready(Refused):
    status, title = 409, "This is signed already"
    advice = "Open the sign-off register to see who signed it, and when."


class SomebodyWasFaster(Refused):
    status, title = 409, "Somebody was faster"
    advice = (
        "The same thing was done a moment ago from another page or device. Open the page again to see it."
    )


class LastAdmin(Refused):
    status, title = 409, "Debrief would have no admin left"
    advice = "They are the last admin who is here to stay. Give somebody else the role admin first, then do this again."


class PlanChanged(Refused):
    status, title = 409, "People were changed meanwhile"
    advice = "Nothing was done. Look at the new plan: it is what the list would do now."


class LinkSpent(Refused):
    status, title = 410, "This link no longer works"
    advice = "It was used already or is too old. Ask for another one on the sign-in page."


class TooLarge(Refused):
    status, title = 413, "That is too much to take in at once"
    advice = "Send less and try again."


class Busy(Refused):
    status, title = 503, "Not saved yet: Debrief is busy"
    advice = "Nothing was lost. Wait a few seconds and send it again."


class DiskFull(Refused):
    status, title = 507, "Not saved: the server's disk is full"
    advice = "Your answer is still on this page. Tell the person who runs Debrief, then send it again."


class Broken(Refused):
    status, title = 500, "Something went wrong on our side"
    advice = "It was noted. Nothing you saved earlier is lost. Wait a minute and try again."


def refusals() -> dict[str, type[Refused]]:
    """Every named refusal by its name."""
    return {kind.name(): kind for kind in Refused.__subclasses__()}
