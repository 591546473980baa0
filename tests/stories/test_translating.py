"""A trainer translates a course: a file beside its original, checked with it and published with it."""

from tests.cast import Learner, words_of
from tests.stories.test_trainers import changes_the_course


def test_a_translation_is_checked_beside_its_original_and_published_with_it(sign_in) -> None:
    tess: Learner = sign_in("tess")
    draft = changes_the_course(tess, "page")
    tess.send(f"{draft.page}/files", path="questions.cy.md", number=str(draft.number))
    said = draft.text("questions.md").replace("Do the right thing.", "Gwnewch y peth iawn.")
    draft.saves("questions.cy.md", said.replace("- [x] Gw", "- [ ] Gw", 1).replace("- [ ] Do", "- [x] Do", 1))
    assert "Translation into cy" in words_of(tess.get(draft.page))
    [finding] = [
        each for each in tess.get(f"{draft.json}/findings").json()["findings"] if each["code"] == "T02"
    ]
    assert (finding["file"], "what is right" in finding["what"]) == ("questions.cy.md", True)
    assert draft.publishes().status_code == 409
    draft.saves("questions.cy.md", said)
    assert "learners read the course in its own language" in words_of(tess.get(f"{draft.page}/publishing"))
    assert draft.publishes().status_code == 303
