"""Who may use which route: the whole table, kept by hand. What the application really does is held against it."""

from typing import Literal

Whose = Literal[
    "open to all",
    "everyone signed in",
    "the person's own",
    "trainers",
    "leads",
    "leads of the person's team",
    "admins",
    "a demonstration only",
]

TABLE: dict[Whose, str] = {
    "open to all": """
        GET /
        GET /check
        POST /check
        GET /check/{certificate_id}
        POST /check/{certificate_id}
        GET /health
        GET /forgotten
        POST /forgotten
        GET /forgotten/asked
        GET /help
        GET /problems/{name}
        GET /sign-in
        POST /sign-in
        GET /sign-in/link/{token}
        POST /sign-in/link/{token}
        POST /sign-out
        GET /welcome/{token}
        POST /welcome/{token}
        GET /api/checks/{certificate_id}
        POST /api/checks/{certificate_id}/name
        POST /api/session
        POST /api/links
        POST /api/links/{token}/session
        GET /open/{course_id}
        GET /open/{course_id}/lessons/{lesson_id}
        POST /open/{course_id}/check
        POST /open/{course_id}/check/{question_id}
        POST /open/{course_id}/check/{question_id}/again
        POST /open/{course_id}/certificate
    """,
    "everyone signed in": """
        GET /account
        POST /account/password
        GET /account/changed
        POST /account/sessions/end-others
        POST /account/stay
        GET /api/sessions
        DELETE /api/sessions
        PUT /api/session/password
        POST /api/session/extension
        GET /learning
        GET /learning/courses/{course_id}
        GET /learning/courses/{course_id}/before
        GET /learning/courses/{course_id}/contents
        GET /learning/courses/{course_id}/lessons/{lesson_id}
        POST /learning/courses/{course_id}/lessons/{lesson_id}/openings
        POST /learning/courses/{course_id}/lessons/{lesson_id}/readings
        POST /learning/quiet
        POST /learning/courses/{course_id}/lessons/{lesson_id}/before
        POST /api/courses/{course_id}/lessons/{lesson_id}/before
        POST /learning/courses/{course_id}/lessons/{lesson_id}/practice
        POST /api/courses/{course_id}/lessons/{lesson_id}/practice
        GET /learning/courses/{course_id}/final-check
        POST /learning/courses/{course_id}/final-check
        GET /learning/courses/{course_id}/cases/{case_id}
        POST /learning/courses/{course_id}/cases/{case_id}
        GET /api/session
        DELETE /api/session
        GET /api/courses
        GET /api/courses/{course_id}
        GET /api/courses/{course_id}/lessons/{lesson_id}
        POST /api/courses/{course_id}/lessons/{lesson_id}/openings
        POST /api/courses/{course_id}/lessons/{lesson_id}/readings
        POST /api/courses/{course_id}/attempts
        POST /api/courses/{course_id}/cases/{case_id}/attempts
        GET /api/certificates
    """,
    "the person's own": """
        POST /account/sessions/{session_id}/end
        DELETE /api/sessions/{session_id}
        GET /learning/attempts/{attempt_id}
        POST /learning/attempts/{attempt_id}/follow-up
        GET /learning/attempts/{attempt_id}/questions/{question_id}
        POST /learning/attempts/{attempt_id}/questions/{question_id}
        GET /learning/attempts/{attempt_id}/answers
        POST /learning/attempts/{attempt_id}/hand-in
        GET /learning/attempts/{attempt_id}/result
        GET /learning/attempts/{attempt_id}/review
        GET /learning/practice/{attempt_id}
        GET /learning/practice/{attempt_id}/questions/{question_id}
        POST /learning/practice/{attempt_id}/questions/{question_id}
        GET /learning/practice/{attempt_id}/questions/{question_id}/feedback
        GET /api/practice/{attempt_id}
        GET /api/practice/{attempt_id}/questions/{question_id}
        POST /api/practice/{attempt_id}/questions/{question_id}/responses
        GET /api/practice/{attempt_id}/questions/{question_id}/feedback
        GET /learning/walks/{attempt_id}
        GET /learning/walks/{attempt_id}/steps/{step_id}
        POST /learning/walks/{attempt_id}/steps/{step_id}
        GET /learning/walks/{attempt_id}/choices/{number}
        GET /certificates/{certificate_id}
        GET /certificates/{certificate_id}/pdf
        GET /api/attempts/{attempt_id}
        GET /api/attempts/{attempt_id}/questions/{question_id}
        POST /api/attempts/{attempt_id}/questions/{question_id}/responses
        POST /api/attempts/{attempt_id}/hand-in
        GET /api/attempts/{attempt_id}/result
        POST /api/attempts/{attempt_id}/follow-up
        GET /api/attempts/{attempt_id}/walk
        POST /api/attempts/{attempt_id}/steps/{step_id}/choices
        GET /api/certificates/{certificate_id}
    """,
    "trainers": """
        GET /authoring
        GET /authoring/new
        POST /authoring/new
        GET /authoring/new/coming-in
        GET /authoring/new/spreadsheet.xlsx
        POST /authoring/new/coming-in
        POST /authoring/courses/{course_id}/drafts
        GET /authoring/drafts/{draft_id}
        POST /authoring/drafts/{draft_id}/files
        GET /authoring/drafts/{draft_id}/putting-away
        POST /authoring/drafts/{draft_id}/putting-away
        GET /authoring/drafts/{draft_id}/files/{path:path}
        POST /authoring/drafts/{draft_id}/files/{path:path}
        GET /authoring/drafts/{draft_id}/findings/{path:path}
        POST /authoring/drafts/{draft_id}/findings/{path:path}
        GET /authoring/drafts/{draft_id}/naming/{path:path}
        POST /authoring/drafts/{draft_id}/naming/{path:path}
        POST /authoring/drafts/{draft_id}/removal/{path:path}
        GET /authoring/drafts/{draft_id}/changes
        POST /authoring/drafts/{draft_id}/changes
        GET /authoring/drafts/{draft_id}/publishing
        POST /authoring/drafts/{draft_id}/publishing
        GET /authoring/drafts/{draft_id}/preview
        GET /authoring/drafts/{draft_id}/preview/courses/{course_id}/contents
        GET /authoring/drafts/{draft_id}/preview/attempts/1/answers
        GET /authoring/drafts/{draft_id}/preview/attempts/1/result
        GET /authoring/drafts/{draft_id}/preview/courses/{course_id}/lessons/{lesson_id}
        POST /authoring/drafts/{draft_id}/preview/courses/{course_id}/lessons/{lesson_id}/readings
        GET /authoring/drafts/{draft_id}/preview/attempts/1/questions/{question_id}
        POST /authoring/drafts/{draft_id}/preview/attempts/1/questions/{question_id}
        GET /authoring/drafts/{draft_id}/preview/courses/{course_id}/cases/{case_id}
        POST /authoring/drafts/{draft_id}/preview/courses/{course_id}/cases/{case_id}
        GET /authoring/drafts/{draft_id}/preview/walks/{number}/steps/{step_id}
        POST /authoring/drafts/{draft_id}/preview/walks/{number}/steps/{step_id}
        GET /authoring/courses/{course_id}
        GET /authoring/courses/{course_id}/editions/{number}
        GET /authoring/courses/{course_id}/editions/{number}/zip
        GET /authoring/courses/{course_id}/editions/{number}/formats
        GET /authoring/courses/{course_id}/editions/{number}/formats/{format}
        GET /authoring/courses/{course_id}/editions/{number}/live
        POST /authoring/courses/{course_id}/editions/{number}/live
        GET /authoring/courses/{course_id}/sign-offs
        POST /authoring/courses/{course_id}/sign-offs
        GET /authoring/facts
        POST /authoring/facts
        GET /authoring/facts/{fact}
        POST /authoring/facts/{fact}
        GET /api/facts
        PUT /api/facts/{fact}
        GET /api/banks
        POST /api/findings
        POST /api/questions/coming-in
        GET /api/drafts
        POST /api/drafts
        GET /api/drafts/{draft_id}
        GET /api/drafts/{draft_id}/findings
        GET /api/drafts/{draft_id}/changes
        GET /api/drafts/{draft_id}/likenesses
        POST /api/drafts/{draft_id}/likenesses
        POST /api/drafts/{draft_id}/files
        POST /api/drafts/{draft_id}/files/new
        POST /api/drafts/{draft_id}/files/renaming
        POST /api/drafts/{draft_id}/files/removal
        POST /api/drafts/{draft_id}/putting-away
        POST /api/drafts/{draft_id}/publication
        GET /api/courses/{course_id}/editions
        GET /api/courses/{course_id}/editions/{number}
        POST /api/courses/{course_id}/editions/{number}/live
        GET /api/courses/{course_id}/sign-offs
        POST /api/courses/{course_id}/sign-offs
    """,
    "leads": """
        GET /api/reports/overview
        GET /api/reports/people
        GET /leading
        GET /leading/people
        POST /leading/exports/people
        POST /leading/exports/teams
    """,
    "leads of the person's team": """
        GET /api/reports/people/{person_id}
        PUT /api/people/{person_id}/assignments/{course_id}
        DELETE /api/people/{person_id}/assignments/{course_id}
        POST /api/people/{person_id}/courses/{course_id}/tries
        POST /api/people/{person_id}/courses/{course_id}/conversations
        GET /api/teams/{team_id}/assignments
        PUT /api/teams/{team_id}/assignments/{course_id}
        DELETE /api/teams/{team_id}/assignments/{course_id}
        GET /leading/people/{person_id}
        GET /leading/people/{person_id}/courses/{course_id}/asking
        POST /leading/people/{person_id}/courses/{course_id}/asking
        GET /leading/people/{person_id}/courses/{course_id}/no-longer
        POST /leading/people/{person_id}/courses/{course_id}/no-longer
        GET /leading/people/{person_id}/courses/{course_id}/talk
        POST /leading/people/{person_id}/courses/{course_id}/talk
        GET /leading/people/{person_id}/courses/{course_id}/try
        POST /leading/people/{person_id}/courses/{course_id}/try
        GET /leading/teams/{team_id}/courses/{course_id}/asking
        POST /leading/teams/{team_id}/courses/{course_id}/asking
        GET /leading/teams/{team_id}/courses/{course_id}/no-longer
        POST /leading/teams/{team_id}/courses/{course_id}/no-longer
    """,
    "admins": """
        GET /admin
        GET /admin/settings
        GET /admin/audit
        GET /admin/people
        POST /admin/people
        GET /admin/people/add
        POST /admin/people/search
        GET /admin/people/{person_id}
        GET /admin/people/{person_id}/{person_change}
        POST /admin/people/{person_id}/{person_change}
        GET /admin/people/{person_id}/posts/add
        POST /admin/people/{person_id}/posts
        GET /admin/people/{person_id}/posts/{post_id}/{post_change}
        POST /admin/people/{person_id}/posts/{post_id}/move
        POST /admin/people/{person_id}/posts/{post_id}/end
        GET /admin/teams
        POST /admin/teams
        GET /admin/teams/add
        GET /admin/teams/{team_id}
        GET /admin/teams/{team_id}/{team_change}
        POST /admin/teams/{team_id}/{team_change}
        POST /admin/teams/{team_id}/leads/{lead_id}/end
        POST /admin/people/invitations
        GET /admin/staff-list
        GET /admin/staff-list/template.csv
        POST /admin/staff-list
        POST /admin/staff-list/plan
        POST /admin/staff-list/apply
        GET /admin/staff-list/taken-in/{note_id}
        GET /api/people
        POST /api/people
        POST /api/people/search
        POST /api/people/invitations
        GET /api/people/{person_id}
        PATCH /api/people/{person_id}
        PUT /api/people/{person_id}/suspension
        DELETE /api/people/{person_id}/suspension
        POST /api/people/{person_id}/invitations
        POST /api/people/{person_id}/posts
        POST /api/people/{person_id}/posts/{post_id}/move
        POST /api/people/{person_id}/posts/{post_id}/end
        GET /api/teams
        POST /api/teams
        GET /api/teams/{team_id}
        PATCH /api/teams/{team_id}
        PUT /api/teams/{team_id}/leads/{person_id}
        DELETE /api/teams/{team_id}/leads/{person_id}
        POST /api/staff-list/plan
        POST /api/staff-list/apply
        GET /admin/mail
        POST /admin/mail/{mail_id}/tries
        GET /api/mails
        POST /api/mails/{mail_id}/tries
    """,
    "a demonstration only": """
        GET /style
        GET /mails
    """,
}

ALLOWED: dict[Whose, set[str]] = {
    "open to all": {"anonymous", "staff", "other staff", "trainer", "lead", "lead of others", "admin"},
    "everyone signed in": {"staff", "other staff", "trainer", "lead", "lead of others", "admin"},
    "the person's own": {"staff"},
    "trainers": {"trainer", "admin"},
    "leads": {"lead", "lead of others", "admin"},
    "leads of the person's team": {"lead", "admin"},
    "admins": {"admin"},
    "a demonstration only": set(),
}

UNKNOWN: dict[Whose, set[str]] = {
    "the person's own": {"other staff", "trainer", "lead", "lead of others", "admin"},
    "leads of the person's team": {"lead of others"},
    "a demonstration only": {
        "anonymous",
        "staff",
        "other staff",
        "trainer",
        "lead",
        "lead of others",
        "admin",
    },
}
"""Those whose role fits the route, but to whom the thing at the address is not known: 404, as if it were not there."""

BODIES: dict[str, dict[str, object]] = {
    "POST /api/checks/{certificate_id}/name": {"name": "Una Redwing"},
    "PUT /api/people/{person_id}/assignments/{course_id}": {"due_on": "2027-02-01"},
    "PUT /api/teams/{team_id}/assignments/{course_id}": {"due_on": "2027-02-01"},
    "POST /api/people/{person_id}/courses/{course_id}/tries": {"reason": "prepared"},
    "POST /api/people/{person_id}/courses/{course_id}/conversations": {
        "held_on": "2026-11-20",
        "held_with": "Sue Pervisor",
    },
    "POST /api/session": {"email": "una@red.example", "password": "violet-teapot-ladder-seven"},
    "POST /api/links": {"email": "una@red.example"},
    "POST /api/links/{token}/session": {"shared": False},
    "PUT /api/session/password": {"current": "", "password": ""},
    "POST /api/people": {"email": "new@red.example", "name": "New Redstart"},
    "POST /api/people/search": {"words": "redwing"},
    "PATCH /api/people/{person_id}": {"name": "Una Redwing-Wren"},
    "POST /api/people/{person_id}/posts": {"team": 1},
    "POST /api/people/{person_id}/posts/{post_id}/move": {"team": 1},
    "POST /api/people/{person_id}/posts/{post_id}/end": {},
    "POST /api/teams": {"name": "Green"},
    "PATCH /api/teams/{team_id}": {"name": "Crimson"},
    "POST /api/staff-list/plan": {"text": "Email\nnew@red.example"},
    "POST /api/staff-list/apply": {"text": "Email\nnew@red.example", "digest": ""},
    "POST /sign-in": {"email": "una@red.example", "password": "violet-teapot-ladder-seven"},
}
"""What routes need before they look at whose it is."""


def rows() -> dict[str, Whose]:
    """Method and path -> whose it is."""
    return {line.strip(): whose for whose, block in TABLE.items() for line in block.strip().splitlines()}
