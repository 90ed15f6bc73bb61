"""Stances that parties take in their own words, and deeds told twice in one dispatch."""

from __future__ import annotations

import pytest

from attributed import linked, names
from pourparlers.annotate.modality import reader_of
from pourparlers.drafts import ContactDraft, EventDraft
from pourparlers.extract.event_contacts import consult_event, told_once
from pourparlers.extract.events import find_events
from pourparlers.extract.frames.bench import bench_of
from pourparlers.extract.positions.reader import find_positions
from pourparlers.ids import make_span
from pourparlers.types import Block, Contact, Participant


def stances(text: str) -> list[tuple[str, list[str]]]:
    doc, layers, pack = linked(text)
    found = [d.fact for d in find_positions(doc, pack=pack)]
    return [(p.stance, names(layers, (p.holder,) if p.holder else ())) for p in found]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("« Nous ne rendrons jamais ce port », a déclaré Ankara.", "refusal"),
        ("La Géorgie n'appliquera pas cet embargo, a affirmé Tbilissi.", "refusal"),
        ("« Pas de dialogue tant que le siège dure », a déclaré Damas.", "refusal"),
        ("« C'est au Soudan de cesser les combats », a déclaré Le Caire.", "demand"),
        ("« Les rebelles doivent quitter la ville », a déclaré Kinshasa.", "demand"),
        ("« Il faut libérer ces otages », a déclaré Paris.", "demand"),
        ("« Une provocation », a dénoncé Tokyo.", "accusation"),
        ("« Cette décision est irresponsable », a déclaré Tokyo.", "accusation"),
        ("« La voie du dialogue reste ouverte », a déclaré Téhéran.", "offer"),
        ("« Nous restons ouverts au dialogue », a déclaré Téhéran.", "offer"),
        ("« Nous livrerons ces avions », promet Stockholm.", "promise"),
        ("Faux, a répondu Kinshasa.", "denial"),
        ("« Si nos ports sont attaqués, nos marins iront les reprendre », a déclaré Athènes.", "threat"),
        ("« Si Tirana ne rouvre pas la route, nous fermerons la nôtre », a déclaré Athènes.", "threat"),
        ("« Nous n'hésiterons pas à frapper », a déclaré Ankara.", "threat"),
        ("« Nous n'hésiterons pas à aider nos voisins », a déclaré Ankara.", "promise"),
        ("« Nous ne pouvions pas accepter ce texte », a déclaré Riga.", "refusal"),
        ("Pas question, insiste Riga, de rendre le navire.", "refusal"),
        ("« Nous cesserons nos livraisons si Athènes ne paie pas », a déclaré Ankara.", "threat"),
    ],
)
def test_own_words(text: str, stance: str) -> None:
    found = stances(text)
    assert stance in {kind for kind, _ in found}
    assert all(len(holder) == 1 for _, holder in found)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("« Nous n'oublierons pas ces morts », a déclaré Ankara.", "refusal"),
        ("« La pluie ne cessera pas », a déclaré Ankara.", "refusal"),
        ("« Il doit y rencontrer le roi », a déclaré Rabat.", "demand"),
        ("« Nous avons évité une provocation », a déclaré Tokyo.", "accusation"),
        ("« Notre retard est irresponsable », a déclaré Tokyo.", "accusation"),
        ("« La porte du musée reste ouverte », a déclaré Téhéran.", "offer"),
        ("« Aucun entretien n'est à l'ordre du jour », a déclaré Paris.", "refusal"),
        ("Des électeurs hongrois ont refusé de voter.", "refusal"),
        ("« Nous n'hésiterons pas à frapper », a déclaré Ankara.", "refusal"),
        ("« Si nous ne trouvons pas d'issue, nous parlerons encore », a déclaré Athènes.", "threat"),
        ("« S'il pleut, nous partirons », a déclaré Athènes.", "threat"),
        ("« Faux amis », a souri le ministre grec.", "denial"),
        ("Oslo a annoncé que la rencontre n'aurait pas lieu.", "refusal"),
        ("Ankara veut-elle toujours le retrait des troupes ?", "demand"),
        ("« Nous renoncerons à nos missiles si Athènes ne nous attaque pas », a déclaré Ankara.", "threat"),
    ],
)
def test_own_words_counter(text: str, stance: str) -> None:
    assert stance not in {kind for kind, _ in stances(text)}


def contact(start: int, *parties: str) -> EventDraft:
    text = "La Turquie et la Grèce se sont vues. La rencontre a été brève. " * 3
    fact = Contact(
        id=f"contact-{start}",
        kind="meeting",
        participants=tuple(Participant(actor=p, part="party") for p in parties),
        evidence=(make_span("doc-1", text, start, start + 20),),
    )
    draft = consult_event(ContactDraft(fact=fact))
    assert draft is not None
    return draft


def test_one_contact_is_one_event() -> None:
    _, layers, _ = linked("Rien.")
    told = [contact(0, "tur", "grc"), contact(40, "grc", "tur"), contact(80, "tur", "alb")]
    assert told_once([], told, layers) == [told[0], told[2]]


def test_headline_yields_to_the_body() -> None:
    title = "La Bulgarie expulse deux diplomates russes."
    text = title + " Lundi, la Bulgarie a expulsé deux diplomates russes."
    doc, layers, pack = linked(text, blocks=(Block(kind="title", start=0, end=len(title)),))
    found = find_events(doc, pack=pack)
    kept = told_once(found, [], layers)
    assert len(kept) == 1
    assert kept[0].fact.evidence[0].start > len(title)


def test_a_frame_leaves_the_arguments_of_an_adjective_to_the_others_as_they_are() -> None:
    doc, _, pack = linked("La Grèce se dit hostile à tout nom comprenant le mot Macédoine.")
    bench = bench_of(doc, reader_of(pack))
    args = {t.i: bench.of_verb(t) for t, _ in bench.adjectives}
    before = {i: {slot: list(tokens) for slot, tokens in a.slots.items()} for i, a in args.items()}
    find_positions(doc, pack=pack)
    assert before
    assert {i: a.slots for i, a in args.items()} == before
