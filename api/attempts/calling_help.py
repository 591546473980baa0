"""After the last try: those who answer for the person are told that somebody needs help, by mail, without a name."""

from datetime import datetime
from urllib.parse import urlencode

from api import mail, people, teams
from api.attempts.starting import check_state
from api.courses import Edition
from api.people import Person
from api.permissions import Action, may
from api.store import Db
from api.teams import Team


def call_for_help(db: Db, person: Person, edition: Edition, at: datetime) -> None:
    """Queue one mail to each lead of theirs when the try just handed in was the last; to trainers where there is none.

    The lead is the nearest above each post that they hold today.
    """
    state = check_state(db, person, edition.course_id, at)
    if state.now == "passed" or state.tries_used != state.tries:
        return
    course, tries = edition.bank.title, state.tries_used
    told: set[int] = set()
    posts = [teams.team(db, each.team_id) for each in teams.posts(db, person.id, at.date())]
    for team in posts:
        for lead in _leads(db, person, team, at):
            if lead.id not in told:
                query = urlencode({"course": edition.course_id, "standing": "support-needed"})
                text = _TO_LEADS.format(team=team.name, tries=tries, course=course, query=query)
                mail.queue(db, lead.id, lead.email, "help", _SUBJECT, text, at)
                told.add(lead.id)
    if not told:
        team_name = posts[0].name if posts else "no team"
        for trainer in people.with_role(db, "trainer", at):
            text = _TO_TRAINERS.format(team=team_name, tries=tries, course=course)
            mail.queue(db, trainer.id, trainer.email, "help", _SUBJECT, text, at)


def _leads(db: Db, person: Person, team: Team, at: datetime) -> tuple[Person, ...]:
    here: Team | None = team
    while here:
        leads = [each for each in teams.leads_of(db, here.id) if each != person.id]
        found = tuple(each for each in people.among(db, leads, at) if may(each.role, Action.LEAD))
        if found:
            return found
        here = teams.team(db, here.parent_id) if here.parent_id else None
    return ()


_SUBJECT = "Somebody needs help with a course"
_TO_LEADS = """Hello,

Somebody in {team} has had {tries} tries at the final check of {course}. Open Debrief to see who:

/leading/people?{query}

There you can give another try, or record that the course was talked through with a supervisor. Both count the same.
"""
_TO_TRAINERS = """Hello,

Somebody in {team} has had {tries} tries at the final check of {course}, and nobody answers for their team in Debrief.

Whoever runs Debrief can see who it is and give another try. Please talk to them about who could sit with this person.
"""
