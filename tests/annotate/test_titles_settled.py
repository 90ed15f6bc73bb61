"""Words that a title quotes have the speaker whom the text gives them."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.knowledge.load import load_knowledge
from pourparlers.lang.pack import load_pack
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published

TEXT = "{title}\n\nLe débat a repris mardi à Rome devant les députés. « Nous ne céderons jamais », a lancé {who}.\n"


@pytest.mark.parametrize(
    ("title", "who", "speaker"),
    [
        ("Malte : « Nous ne céderons jamais »", "Giorgia Meloni", "Giorgia Meloni"),
        # other words: a state before the colon is what the title is about; and a person whom the title itself names
        ("Malte : « Nous partirons demain matin »", "Giorgia Meloni", None),
        ("Olaf Scholz : « Nous ne céderons jamais »", "Giorgia Meloni", "Olaf Scholz"),
    ],
)
def test_speaker_of_a_title(title: str, who: str, speaker: str | None) -> None:
    pack = load_pack("fr")
    text = TEXT.format(title=title, who=who)
    document = Document(
        id=make_id("doc", text),
        uri="t",
        text=text,
        language="fr",
        published=Published(value="2023-03-08", basis="metadata"),
    )
    reading = Reader(pack, load_knowledge()).read(analyse_text(document, pack=pack))
    names = {a.id: a.name.fr for a in reading.actors}
    first = min(reading.statements, key=lambda s: s.fact.content[0].start).fact
    assert names.get(first.speaker or "") == speaker
