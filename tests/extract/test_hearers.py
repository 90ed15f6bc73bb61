"""To whom words were said, and at what contact, by the sentence before that tells whom the speaker saw or called."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.drafts import Reading, StatementDraft
from pourparlers.types import Document

CALL = "Olaf Scholz s'est entretenu mardi au téléphone avec Emmanuel Macron. "
BOTH = "Lundi, Olaf Scholz a téléphoné à Emmanuel Macron, puis à Boris Johnson. "


def read(text: str) -> Reading:
    return make_reader().read(Document(id="doc-test", uri="test", text=text, language="fr"))


def the_words(reading: Reading, content: str) -> StatementDraft:
    return next(s for s in reading.statements if content in " ".join(c.text for c in s.fact.content))


@pytest.mark.parametrize(
    ("text", "heard", "medium", "day"),
    [
        (CALL + "« Rien n'est réglé », lui a-t-il dit.", {"emmanuel-macron"}, "call", "mardi"),
        (CALL + "Olaf Scholz a demandé à Emmanuel Macron « un geste ».", {"emmanuel-macron"}, "call", "mardi"),
        (BOTH + "« Rien n'est réglé », leur a-t-il dit.", {"emmanuel-macron", "boris-johnson"}, "call", "Lundi"),
        # a report in the present, one to come, another paragraph, and one who was not on the line
        (CALL + "« Rien n'est réglé », estime Olaf Scholz.", set(), "unknown", None),
        (CALL + "Olaf Scholz dira « tout » à Emmanuel Macron.", None, "unknown", None),
        (CALL + "\n\n« Rien n'est réglé », a dit Olaf Scholz.", set(), "unknown", None),
        (CALL + "« Rien n'est réglé », a dit Vladimir Poutine.", set(), "unknown", "mardi"),
    ],
)
def test_words_said_at_a_contact(text: str, heard: set[str] | None, medium: str, day: str | None) -> None:
    reading = read(text)
    words = next((s for s in reading.statements if s.fact.quoted), None)
    if words is None:
        assert heard is None
        return
    if heard is not None:
        assert set(words.fact.addressee) == heard
    assert words.fact.medium == medium
    if day is not None:
        assert words.time is not None
        assert reading.times[words.time].text == day


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Olaf Scholz s'est expliqué devant la presse. Paris, dit-il, « refuse tout ».", "press_conference"),
        ("Olaf Scholz a convoqué les journalistes. « C'est fini », a-t-il lancé.", "press_conference"),
        ("Olaf Scholz a convoqué les journalistes. « C'est fini », a lancé Vladimir Poutine.", "unknown"),
        ("Olaf Scholz a parlé de la Corée du Sud devant la presse. Séoul a demandé « des comptes ».", "unknown"),
        ("Olaf Scholz a convoqué les journalistes.\n\n« C'est fini », a-t-il lancé.", "unknown"),
    ],
)
def test_in_front_of_the_press(text: str, medium: str) -> None:
    assert next(s for s in read(text).statements if s.fact.quoted).fact.medium == medium


def test_a_day_of_flashback_is_that_of_who_was_there() -> None:
    told = "Olaf Scholz avait reçu jeudi Emmanuel Macron. « Si je peux aider, je le ferai », a promis {}."
    reading = read(told.format("Olaf Scholz"))
    time = the_words(reading, "aider").time
    assert time is not None
    assert reading.times[time].text == "jeudi"
    assert the_words(read(told.format("Vladimir Poutine")), "aider").time is None
