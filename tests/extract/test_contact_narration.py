"""What the present of narration tells of a day that is over was held; of a day to come it is planned."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Published


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Le 8 février, Emmanuel Macron rencontre Volodymyr Zelensky à Kiev.", "held"),
        ("Emmanuel Macron se rend le 7 février à Moscou.", "held"),
        ("Le 8 mars, Emmanuel Macron rencontre Volodymyr Zelensky à Kiev.", "planned"),
        ("Le 8 mars, Emmanuel Macron rencontrera Volodymyr Zelensky à Kiev.", "planned"),
    ],
)
def test_the_present_of_a_day_that_is_over_tells_what_was_held(reader: Reader, text: str, status: str) -> None:
    published = Published(value="2022-02-10", basis="metadata")
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr", published=published)
    record = build_record([reader.read(document)], program="test", pack="test", knowledge="test")
    (contact,) = record.contacts
    assert contact.status == status
