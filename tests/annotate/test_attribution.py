"""Statements of a whole text: order, relays, days, evidence, and what never becomes one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from attributed import attributed
from pourparlers.annotate.layers import Layers, layers_of
from pourparlers.extract.read import Reader
from pourparlers.types import Statement


def read(reader: Reader, text: str) -> Layers:
    return layers_of(attributed(reader, text))


def facts_of(layers: Layers) -> list[Statement]:
    return [s.fact for s in layers.statements]


def test_a_relay_is_two_statements_one_within_the_other(reader: Reader) -> None:
    layers = read(reader, "Sergueï Lavrov a affirmé qu'Antony Blinken avait reconnu que le dialogue était utile.")
    outer, inner = facts_of(layers)
    assert inner.within == outer.id
    assert outer.within is None
    assert [layers.actors[f.speaker or ""].name.fr for f in (outer, inner)] == ["Sergueï Lavrov", "Antony Blinken"]


def test_the_day_of_speaking_is_the_time_beside_the_verb(reader: Reader) -> None:
    layers = read(reader, "Emmanuel Macron a affirmé vendredi que la visite aurait lieu mardi.")
    (statement,) = layers.statements
    assert statement.time is not None
    assert layers.times[statement.time].text == "vendredi"
    assert layers.report_times == [statement.time]


def test_a_day_inside_what_is_reported_dates_nothing(reader: Reader) -> None:
    layers = read(reader, "Emmanuel Macron a affirmé que la visite aurait lieu mardi.")
    assert layers.report_times == []
    assert layers.statements[0].time is None


def test_a_day_of_a_clause_apart_dates_nothing(reader: Reader) -> None:
    layers = read(reader, "Antony Blinken, qui était samedi à Rome, affirme que la trêve tiendra.")
    assert [s.time for s in layers.statements] == [None]
    layers = read(reader, "Emmanuel Macron rejette l'accord signé en 2015, mais affirme que la France négociera.")
    assert {s.time for s in layers.statements} == {None}


def test_a_passive_tells_the_day_of_the_news_and_nobodys_words(reader: Reader) -> None:
    layers = read(reader, "Le Ghana et le Bénin ont été invités jeudi à intégrer le fonds.")
    assert [layers.times[i].text for i in layers.report_times] == ["jeudi"]


def test_a_subject_stands_before_two_relatives(reader: Reader) -> None:
    text = "Le Tchad, qui parraine un forum de bergers, où siègent dix tribus, accuse le Niger de protéger des bandits."
    (fact,) = facts_of(read(reader, text))
    assert fact.speaker == "tcd"


def test_words_around_an_incise_are_one_statement(reader: Reader) -> None:
    layers = read(reader, "« La trêve tiendra, a promis Joe Biden. Nous y veillerons. »")
    (fact,) = facts_of(layers)
    assert [span.text for span in fact.content] == ["La trêve tiendra", "Nous y veillerons."]


def test_an_anonymous_source_is_marked(reader: Reader) -> None:
    layers = read(reader, "« Rien n'est signé », a confié une source diplomatique européenne.")
    (fact,) = facts_of(layers)
    assert fact.anonymous


def test_a_title_states_only_what_it_quotes(reader: Reader) -> None:
    text = "Moscou dit vouloir un accord\n\nLa Russie a affirmé lundi qu'elle voulait un accord."
    layers = read(reader, text)
    assert len(facts_of(layers)) <= 2
    assert any("qu'elle voulait un accord" in span.text for f in facts_of(layers) for span in f.content)


def test_a_document_speaks_by_a_verb_only(reader: Reader) -> None:
    (said_of_it,) = facts_of(read(reader, "Un accord « à portée de main »"))
    assert said_of_it.speaker is None
    (said_by_it,) = facts_of(read(reader, "Le texte parle d'une « paix juste et durable »."))
    assert said_by_it.speaker is not None


WORDS = st.sampled_from(
    ["« ", " »", "Joe Biden ", "a dit ", "que ", "selon ", "la Russie ", ", ", ". ", "\n\n", "a-t-il ajouté ", "lundi ",
     "se dit prêt à ", "partir ", ": ", "le plan prévoit ", "et ", "qui ", "sans exclure ", '"', "il ", "de "]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_text_gives_sound_statements(reader: Reader, parts: list[str]) -> None:
    text = "".join(parts)
    layers = read(reader, text)
    ids = {f.id for f in facts_of(layers)}
    for fact in facts_of(layers):
        assert fact.content
        assert fact.evidence
        for span in (*fact.content, *fact.quoted, *fact.evidence):
            assert text[span.start : span.end] == span.text
            assert span.text
        assert fact.within is None or fact.within in ids
        assert fact.speaker is None or fact.speaker in layers.actors
        assert fact.speaker not in fact.addressee


def test_an_incise_inside_the_marks_is_not_among_the_quoted_words(reader: Reader) -> None:
    layers = read(reader, "« Rien ne presse, a promis Joe Biden. Nous avons le temps. »")
    (fact,) = facts_of(layers)
    assert [span.text for span in fact.quoted] == ["Rien ne presse", "Nous avons le temps."]
