"""Words beside a deed that are no part of it: each trap with a sentence in which the same words do count."""

from __future__ import annotations

import pytest

from attributed import by_text
from pourparlers.extract.events import find_events
from pourparlers.extract.positions.reader import find_positions
from pourparlers.extract.read import Reader
from pourparlers.lang.pack import Pack
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Event, Position


def events_of(text: str, reader: Reader) -> list[tuple[Event, list[str], list[str]]]:
    reading = reader.read(Document(id="doc-test", uri="test", text=text, language="fr"))
    record = build_record([reading], program="test", pack="p", knowledge="k")
    known = {a.id: a.name.fr for a in record.actors}
    return [(e, [known[a] for a in e.actor], [known[a] for a in e.recipient]) for e in record.events]


def positions_of(text: str, reader: Reader, pack: Pack) -> list[Position]:
    return [d.fact for d in find_positions(by_text(reader, [text])[text], pack=pack)]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Réponse de la France : lundi, l'ambassadeur d'Iran a été convoqué.", "ACCUSE", [], ["l'ambassadeur d'Iran"]),
        ("Lundi, la France a convoqué l'ambassadeur iranien.", "ACCUSE", ["France"], ["l'ambassadeur iranien"]),
        (
            "La police russe a forcé l'ambassade ukrainienne à Sofia pour y arrêter Volodymyr Zelensky.",
            "COERCE",
            ["La police russe"],
            ["Volodymyr Zelensky"],
        ),
        ("La Russie a été invitée par l'Inde à attaquer le Koweït.", "ASSAULT", ["Russie"], ["Koweït"]),
        ("Les Polonais accusent depuis mardi les Russes d'amasser des soldats.", "MOBILIZE", ["Russie"], []),
        ("L'Inde a réaffirmé son soutien à la Pologne face au renforcement de la Russie.", "SUPPORT", ["Inde"],
         ["Pologne"]),
        ("La France a refusé de partir, comme le lui demande la Russie.", "REJECT", ["France"], []),
        ("Ce discours, qu'applaudissaient la Pologne et la Lettonie, a irrité la Hongrie.", "SUPPORT",
         ["Lettonie", "Pologne"], []),
        ("La Pologne applaudissait le discours de la Hongrie.", "SUPPORT", ["Pologne"], ["Hongrie"]),
        ("Le texte que saluaient le Ghana et le Togo, mais aussi le Bénin, a déplu.", "SUPPORT", ["Ghana", "Togo"], []),
        ("Le Maroc a obtenu l'engagement de la Syrie à suspendre ses raids.", "RETREAT", ["Syrie"], []),
        ("La Turquie a refusé, aux côtés de la Hongrie, de signer ce texte.", "REJECT", ["Turquie"], []),
        ("Le Tchad a téléphoné au Soudan afin d'exiger le retrait de ses soldats.", "REQUEST", ["Tchad"], []),
        ("Le Tchad a envoyé une lettre au Soudan pour réclamer des excuses.", "REQUEST", ["Tchad"], []),
        ("Le Pérou a riposté en taxant les produits chiliens.", "SANCTION", ["Pérou"], ["Chili"]),
        ("À Rome, Lima a condamné la Suède.", "ACCUSE", ["Pérou"], ["Suède"]),
        ("Réunis lundi à Oslo, le Tchad et le Soudan ont signé un traité.", "AGREE", ["Soudan", "Tchad"], []),
        ("Le Tchad a quitté la table, accusant le Soudan de tricher.", "ACCUSE", ["Tchad"], ["Soudan"]),
        ("Rien n'a bougé, le Tchad reprochant au Soudan sa lenteur.", "ACCUSE", ["Tchad"], ["Soudan"]),
        ("Le Bénin a rompu avec le Niger, accusé de bloquer le port.", "ACCUSE", ["Bénin"], ["Niger"]),
        ("Le Kenya a signé avec le Malawi, pays voisin, un mémorandum.", "AGREE", ["Kenya"], ["Malawi"]),
        ("Le Kenya a annoncé lundi dernier des exercices avec l'Ouganda.", "MOBILIZE", ["Kenya"], ["Ouganda"]),
        ("L'accord qu'ont signé la Serbie et le Kosovo prévoit un échange.", "AGREE", ["Kosovo", "Serbie"], []),
        ("À Genève se sont affrontés l'Inde et le Pakistan.", "ASSAULT", ["Inde", "Pakistan"], []),
        ("L'Arménie, que la Russie a attaquée, riposte.", "ASSAULT", ["Russie"], ["Arménie"]),
        ("Des combats à Juba entre l'Inde et le Pakistan ont fait dix morts.", "ASSAULT", ["Inde", "Pakistan"], []),
        ("La France a rejeté le plan demandé par le Togo.", "REJECT", ["France"], []),
        ("La destruction d'un drone turc par l'armée syrienne a surpris.", "ASSAULT", ["armée syrienne"], ["Turquie"]),
        ("Le Canada a gelé en juin plus de 20 millions d'euros d'aide au Mali.", "SANCTION", ["Canada"], ["Mali"]),
        ("Le Pérou a signé lundi, sur la frontière, un protocole censé durer.", "AGREE", ["Pérou"], []),
        ("L'accord sur les ports signé lundi par le Kenya et le Soudan tient.", "AGREE", ["Kenya", "Soudan"], []),
        ("Rupture des relations entre le Kenya et l'Arabie saoudite", "SANCTION", ["Arabie saoudite", "Kenya"], []),
        ("La Suède expulse deux espions, Lima trois.", "SANCTION", ["Suède"], []),
        ("Condamnation de l'attaque de Bangui par le Kenya", "ASSAULT", [], []),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(text: str, kind: str, actor: list[str], recipient: list[str], reader: Reader) -> None:
    found = [(sorted(a), sorted(r)) for e, a, r in events_of(text, reader) if e.event_type == kind][:1]
    assert found == ([(actor, recipient)] if actor or recipient else [])


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Réponse de la France : lundi, l'ambassadeur a été convoqué.", "ACCUSE", False),
        ("L'Iran a qualifié la résolution américaine de succès.", "ACCUSE", False),
        ("L'Iran a qualifié la résolution américaine de mascarade.", "ACCUSE", True),
        ("La rencontre entre l'Inde et le Pakistan n'eut jamais lieu.", "REJECT", False),
        ("La rencontre entre l'Inde et le Pakistan a été annulée par l'Inde.", "REJECT", True),
        ("Le Chili a dénoncé l'occupation de l'ambassade.", "COERCE", False),
        ("À Vienne, debout, applaudissaient la Suède et la Norvège.", "SUPPORT", False),
        ("Le Laos a promis de retirer ses soldats.", "AGREE", False),
        ("Le Laos a promis de retirer ses soldats.", "CONCEDE", True),
        ("Le Laos a promis d'envoyer du riz.", "CONCEDE", False),
        ("Le Bénin a rencontré un ministre nigérien, accusé de bloquer le port.", "THREATEN", False),
        ("Le Chili occupe une partie du territoire péruvien.", "COERCE", True),
        ("La Turquie a proposé une rencontre à la Grèce.", "AGREE", False),
        ("La Turquie a proposé une aide à la Grèce.", "AGREE", True),
        ("La Turquie a proposé une rencontre à la Grèce.", "REQUEST", True),
        ("Emmanuel Macron et Olaf Scholz se sont appelés mardi.", "REQUEST", False),
        ("Emmanuel Macron a appelé Olaf Scholz à la retenue.", "REQUEST", True),
        ("« Le ministre viendra-t-il ? » lui demande une journaliste.", "REQUEST", False),
        ("Le Kenya a boycotté les audiences de la Cour internationale de justice.", "CONSULT", False),
        ("Le Kenya a boycotté les audiences de la Cour internationale de justice.", "PROTEST", True),
        ("Le Parlement péruvien a destitué le président.", "COERCE", False),
        ("La Suède s'est élevée jeudi contre la levée des sanctions.", "ACCUSE", True),
        ("La Suède doit voter jeudi la levée des sanctions contre le Pérou.", "REJECT", False),
    ],
)
def test_what_is_told(text: str, kind: str, found: bool, reader: Reader) -> None:
    told = [e for e, _, _ in events_of(text, reader) if e.event_type == kind and e.assertion == "asserted"]
    assert bool(told) == found


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("Si le Hamas ne libère pas les otages, Israël attaquera Rafah.", "RETREAT", "hypothetical"),
        ("Si le Hamas ne libère pas les otages, Israël attaquera Rafah.", "ASSAULT", "conditional"),
        ("Le Hamas ne libère pas les otages.", "RETREAT", "negated"),
        ("La rencontre entre l'Inde et le Pakistan n'a jamais eu lieu.", "CONSULT", "negated"),
        ("L'Union africaine condamne le coup de force, sans toutefois sanctionner le Niger.", "SANCTION", "negated"),
        ("Emmanuel Macron et Olaf Scholz se sont appelés mardi.", "CONSULT", "asserted"),
        ("Le Ghana se dit prêt à livrer du riz au Togo.", "AGREE", "asserted"),
        ("Le Ghana serait prêt à livrer du riz au Togo si le port rouvrait.", "AGREE", "conditional"),
        ("Le Ghana serait prêt à livrer du riz au Togo.", "AGREE", "reported"),
    ],
)
def test_how_far(text: str, kind: str, assertion: str, reader: Reader) -> None:
    assert [e.assertion for e, _, _ in events_of(text, reader) if e.event_type == kind] == [assertion]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Au lendemain de l'attaque de samedi, le Tchad a rappelé son ambassadeur au Soudan.", False),
        ("Deux jours après le sommet du 8 mai, l'Inde a expulsé un diplomate canadien.", False),
        ("Samedi, le Tchad a rappelé son ambassadeur au Soudan.", True),
    ],
)
def test_a_day_that_only_measures_dates_no_deed(text: str, dated: bool, reader: Reader, pack: Pack) -> None:
    (draft,) = find_events(by_text(reader, [text])[text], pack=pack)
    assert (draft.time is not None) == dated


@pytest.mark.parametrize(
    ("text", "stance", "content"),
    [
        ("Le Qatar exige un cessez-le-feu, sans préciser de calendrier.", "demand", "un cessez-le-feu"),
        ("Le Chili a refusé l'offre du Pérou, tout en saluant ses efforts.", "refusal", "l'offre du Pérou"),
        ("Le Soudan a rejeté la médiation, affirmant que le Tchad armait les rebelles.", "refusal", "la médiation"),
        ("Le Qatar exige un cessez-le-feu sans délai.", "demand", "un cessez-le-feu sans délai"),
    ],
)
def test_where_a_content_ends(text: str, stance: str, content: str, reader: Reader, pack: Pack) -> None:
    found = [p for p in positions_of(text, reader, pack) if p.stance == stance]
    assert [s.text for p in found for s in p.content] == [content]


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("« Nous n'avons pas confiance », a dit le ministre iranien.", []),
        ("« Nous n'avons pas attaqué le Soudan », a dit le ministre tchadien.", ["denial"]),
        ("« Nous n'avons pas l'intention d'attaquer le Soudan », a dit le ministre tchadien.", ["denial"]),
        ("Emmanuel Macron et Olaf Scholz se sont appelés mardi.", []),
    ],
)
def test_stances(text: str, stances: list[str], reader: Reader, pack: Pack) -> None:
    assert [p.stance for p in positions_of(text, reader, pack)] == stances


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("La Zambie a dû libérer trois pêcheurs angolais.", "asserted"),
        ("La Zambie devait libérer trois pêcheurs angolais.", "planned"),
        ("La Zambie aurait dû libérer trois pêcheurs angolais.", "planned"),
        ("L'Angola estime que la Zambie doit libérer trois pêcheurs angolais.", "hypothetical"),
    ],
)
def test_what_had_to_be_done_was_done(text: str, assertion: str, reader: Reader) -> None:
    assert [e.assertion for e, _, _ in events_of(text, reader) if e.event_type == "RETREAT"] == [assertion]
