import pytest

from tests.quiz_bank.formats.test_cases import case
from tests.quiz_bank.lint.test_options import FOUR, asked
from tests.quiz_bank.texts import LESSON, linted, question, reading

SHORT = "Ola has cut her hand. "
LONG = (
    "Ola has cut her hand on the glass door of the oven that stands in the corner of the big kitchen "
    "on the second floor of the house."
)


def w05(text, *options):
    return linted(asked(*options, text=text), "W05")


def test_w05_a_rare_word_of_the_text_only_in_the_right_answer_is_found():
    (finding,) = w05(
        "Ola opened the refrigerator door.\nWhat now?\n", "Ring.", "Shut the refrigerators.", "Wait."
    )
    assert '"refrigerator"' in finding.what


@pytest.mark.parametrize(
    "options",
    [
        ("Ring the refrigerator people.", "Shut the refrigerator.", "Wait."),
        ("Open the refrigerator.", "Shut it.", "Wait."),
        ("Ring.", "Shut the cupboard.", "Wait."),
        ("Ring.", "Do something.", "Wait."),
    ],
)
def test_w05_a_word_that_wrong_answers_share_or_the_right_one_lacks_is_fine(options):
    assert w05("Ola heard something in the refrigerator.\nWhat now?\n", *options) == []


def test_w05_a_word_that_many_questions_use_is_a_topic_and_fine():
    text = "Ola opened the refrigerator door.\nWhat now?\n"
    options = (
        "- [x] Shut the refrigerator. {#a}\n  > It helps Ola.\n- [ ] Wait. {#b}\n  > It does not help Ola.\n"
    )
    assert linted(reading(question(text=text, options=options)), "W05")
    assert (
        linted(reading(*(question(text=text, options=options, id=f"Q-{n}") for n in range(2))), "W05") == []
    )


def test_w05_a_word_of_the_lessons_topic_is_fine():
    text = "Ola needs emergency help.\nWhat now?\n"
    options = "- [x] Start the emergency plan. {#a}\n  > It helps Ola.\n- [ ] Wait. {#b}\n  > Ola waits.\n"
    assert linted(reading(question(text=text, options=options)), "W05")
    topic = LESSON.replace("Stopping a bleed", "In an emergency")
    assert linted(reading(question(text=text, options=options), lesson=topic), "W05") == []


def test_w05_names_of_people_are_fine():
    assert w05("Marguerite has cut her hand.\nWhat now?\n", "Ring.", "Help Marguerite.", "Wait.") == []


@pytest.mark.parametrize(
    "text", ["What Ola needs now is an\n", "What Ola needs is a:\n", "Ola needs a/an ...\n"]
)
def test_w06_a_text_that_ends_in_an_article_is_found(text):
    assert linted(asked(*FOUR, text=text), "W06")


@pytest.mark.parametrize(
    "text", ["What does Ola need?\n", "Would you give her an A?\n", "What needs a nurse\n"]
)
def test_w06_a_full_question_is_fine(text):
    assert linted(asked(*FOUR, text=text), "W06") == []


@pytest.mark.parametrize(
    "text",
    [
        "Which of these would you not do?",
        "All of these help, except which?",
        "What is least likely to help?",
        "Which does NOT help Ola?",
        "Which of these isn't safe?",
        "If she faints, what should you not do?",
        "In a kitchen, which would you not do?",
        "Where would you not look?",
    ],
)
def test_w07_a_question_for_what_does_not_hold_is_found(text):
    assert linted(asked(*FOUR, text=f"Ola has cut her hand.\n\n{text}\n"), "W07")


@pytest.mark.parametrize(
    "text",
    [
        "What do you do if she does not answer?",
        "If she does not answer, what do you do?",
        "What do you tell a parent who is not at home?",
        "Which helps at least a little?",
        "What do you do when Bo isn't there?",
    ],
)
def test_w07_a_not_in_the_circumstances_is_fine(text):
    assert linted(asked(*FOUR, text=f"Ola has cut her hand.\n\n{text}\n"), "W07") == []


def test_w07_looks_at_the_last_sentence_only():
    assert linted(asked(*FOUR, text="Ola is not well. She cannot stand. What now?\n"), "W07") == []


def test_w09_a_sentence_of_more_than_25_words_is_found_in_any_part():
    for read_ in (
        asked(*FOUR, text=f"{LONG}\n\nWhat now?\n"),
        asked(LONG, *FOUR),
        asked(*FOUR, end=f"why: {LONG}\n"),
        reading(lesson=LESSON + LONG),
        reading(more=case(step="\n" + LONG + "\n")),
    ):
        (finding,) = linted(read_, "W09")
        assert "28 words" in finding.what


def test_w09_says_how_many_more_there_are():
    assert "1 more" in linted(asked(*FOUR, text=f"{LONG} {LONG}\n\nWhat now?\n"), "W09")[0].what


@pytest.mark.parametrize(
    "text",
    [
        SHORT * 10,
        "\n".join(f"- Ola has cut her hand on glass {n}" for n in range(10)),
        'She said, "I have cut my hand on the glass of the door. It bleeds a lot." Then she sat down on the floor '
        "of the kitchen to wait for help.",
        "## A heading of some words\nOla has cut her hand on the glass door in the big kitchen on the second floor "
        "of the old house in town.",
    ],
)
def test_w09_many_short_sentences_and_items_are_fine(text):
    assert linted(reading(lesson=f"{LESSON}\n{text}\n"), "W09") == []


def test_w10_a_text_for_many_years_at_school_is_found():
    hard = (
        "Multidisciplinary communication necessitates comprehensive documentation, particularly regarding "
        "deteriorating individuals. Organisational accountability similarly necessitates contemporaneous "
        "documentation. Supervisory responsibilities encompass professional development, organisational "
        "accountability, multidisciplinary communication, environmental considerations and documentation. "
        "What considerations are particularly significant?\n"
    )
    (finding,) = linted(asked(*FOUR, text=hard), "W10")
    assert "years at school" in finding.what
    assert linted(asked(*FOUR, text=hard.partition(". ")[2].partition(". ")[2]), "W10") == []


def test_w10_plain_words_are_fine_however_many():
    assert linted(asked(*FOUR, text=SHORT * 12 + "What now?\n"), "W10") == []


@pytest.mark.parametrize(
    "last", ["- one\n- two", "1. one\n2. two", "| a |\n|---|", "![A cut](pictures/cut.png)"]
)
def test_w15_a_list_a_table_or_a_picture_where_the_asking_should_be_is_found(last):
    text = f"What do you do now?\n\n{last}\n"
    assert linted(asked(*FOUR, text=text), "W15")
    assert linted(reading(more=case(step=f"\n{text}\n").replace("Ola is cut.\n", "")), "W15")


@pytest.mark.parametrize("scene", ["- one\n- two", "| a |\n|---|", "![A cut](pictures/cut.png)"])
def test_w15_higher_up_they_are_fine(scene):
    text = f"{scene}\n\nWhat do you do now?\n"
    assert linted(asked(*FOUR, text=text), "W15") == []
    assert linted(reading(more=case(step=f"\n{text}\n")), "W15") == []


@pytest.mark.parametrize(
    "text",
    [
        "As in the previous question, what now?",
        "Look at question 3. What now?",
        "What of Ola in the question above?",
        "See Q-L1-02.",
    ],
)
def test_w14_leaning_on_another_question_is_found(text):
    assert linted(asked(*FOUR, text=f"{text}\n"), "W14")


@pytest.mark.parametrize(
    "text",
    [
        "The last question you asked Ola was hard. What now?",
        "Ola has a question. What now?",
        "Questions are good.",
    ],
)
def test_w14_a_question_that_somebody_asks_is_fine(text):
    assert linted(asked(*FOUR, text=f"{text}\n"), "W14") == []


@pytest.mark.parametrize(
    "text",
    [
        "Which of these is *not* a sign of shock?",
        "Which is NOT a plaster?",
        "What does a plaster not do?",
        "Which of them would you least like to leave out?",
    ],
)
def test_w07_a_not_that_turns_the_question_round_is_found(text):
    assert linted(asked(*FOUR, text=f"Ola has cut her hand.\n\n{text}\n"), "W07")


@pytest.mark.parametrize(
    "text",
    [
        "Why is it best not to move Ola?",
        "How do you keep calls that are not urgent for later?",
        "What do you write down, whether she has fever or not?",
        "Which box is for things that belong to Ola and to her mum, and not to the shop?",
    ],
)
def test_w07_a_not_that_belongs_to_something_else_is_none(text):
    assert linted(asked(*FOUR, text=f"Ola has cut her hand.\n\n{text}\n"), "W07") == []


def of_words(count):
    return f"{'Ola waits here. ' * (count // 3)}{'So ' * (count % 3)}\n\nWhat now?\n"


def test_w17_more_than_80_words_are_found_and_80_are_fine():
    (finding,) = linted(reading(question(text=of_words(79))), "W17")
    assert "81 words" in finding.what
    assert linted(reading(question(text=of_words(78))), "W17") == []


def test_w17_counts_words_that_stand_a_line_each():
    assert linted(reading(question(text="Ola\n" * 80 + "\nWhat now?\n")), "W17")


def test_w17_code_and_tables_do_not_count():
    shown = f"```\n{'x y ' * 60}\n```\n\n| a | b |\n|---|---|\n| {'x ' * 90} | b |\n\nWhat now?\n"
    assert linted(reading(question(text=shown)), "W17") == []
    assert linted(reading(question(text=f"```\nx y\n```\n\n{of_words(78)}")), "W17") == []
    assert linted(reading(question(text=f"```\nx y\n```\n\n{of_words(79)}")), "W17")
