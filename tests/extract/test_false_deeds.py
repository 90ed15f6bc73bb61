"""Deeds, stances and contacts that the words seem to tell and do not: whose deed, whether done, who was there."""

from __future__ import annotations

import pytest

from recorded import name_of, record_of

DAY = "2019-03-01"


def events_of(text: str, kind: str) -> list[tuple[str, set[str]]]:
    """Assertion and actors of the events of one type that `text` tells."""
    record = record_of((DAY, text))
    found = [e for e in record.events if e.event_type == kind]
    return [(e.assertion, {name_of(record, a) for a in e.actor}) for e in found]


def stances_of(text: str) -> list[str]:
    """The stances that `text` tells."""
    return sorted(p.stance for p in record_of((DAY, text)).positions)


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("Quito reproche à Lima d'avoir bombardé la base.", "ASSAULT", {"Pérou"}),
        ("Lima accuse Quito d'avoir bombardé la base.", "ASSAULT", {"Équateur"}),
        ("Paris reproche à Ankara d'avoir livré des armes à Tripoli.", "AID", {"Turquie"}),
        ("Moscou a enjoint à Kiev de retirer ses troupes.", "RETREAT", {"Ukraine"}),
        ("Donald Trump a ordonné à l'armée de se retirer de Syrie.", "RETREAT", set()),
    ],
)
def test_a_deed_is_of_the_one_who_is_accused_or_told_to(text: str, kind: str, actors: set[str]) -> None:
    assert [who for _, who in events_of(text, kind)] == [actors]


def test_who_has_others_sign_signs_nothing() -> None:
    assert events_of("Moscou a fait signer un cessez-le-feu aux belligérants.", "RETREAT") == []
    assert events_of("Angela Merkel a fait libérer deux journalistes.", "RETREAT") == [("asserted", {"Angela Merkel"})]


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("Le Chili aurait tort d'attaquer le Pérou.", "ASSAULT", "hypothetical"),
        ("Berlin a eu tort d'envoyer des chars à Kiev.", "AID", "asserted"),
        ("Craignez-vous que Washington retire ses soldats d'Allemagne ?", "RETREAT", "hypothetical"),
        ("Redoutez-vous que Moscou attaque Kiev ?", "ASSAULT", "hypothetical"),
    ],
)
def test_what_is_asked_or_would_be_wrong_is_not_done(text: str, kind: str, assertion: str) -> None:
    assert [told for told, _ in events_of(text, kind)] == [assertion]


@pytest.mark.parametrize(
    "text",
    [
        "Personne ne doit attendre de miracle de la réunion, a dit Angela Merkel.",
        "« Nul ne doit douter de notre volonté », a dit Vladimir Poutine.",
        "« L'Iran ne doit pas s'attendre à un cadeau », a dit Donald Trump.",
        "Le Chili prête au Brésil l'intention d'annexer le port.",
        "Le Pérou a dénoncé l'accord de 1998.",
        "L'Equateur a dénoncé en 1960 le protocole de Rio.",
        "Alexeï Navalny, opposant à Vladimir Poutine, est mort.",
        "Le département d'Etat s'est plaint auprès de l'ambassadeur Sasae.",
        "Donald Trump n'avait « en aucun cas approuvé » l'offensive, a dit Kelly Craft.",
        "« Nos prisonniers paieront », écrit Al-Qods.",
    ],
)
def test_the_shape_of_a_stance_is_none(text: str) -> None:
    assert stances_of(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("« Personne ne doit tirer le premier », a dit Angela Merkel.", "demand"),
        ("Le Pérou a dénoncé un accord « honteux ».", "accusation"),
        ("Moscou a dénoncé l'accord conclu dimanche par Kiev et Varsovie.", "accusation"),
        ("Le Pérou est prêt à rouvrir la frontière.", "offer"),
        ("Le Koweït est opposé à ce projet.", "refusal"),
        ("Kiev s'est plaint du silence de Rome.", "accusation"),
        ("« Nous paierons », a dit Hassan Rohani.", "promise"),
    ],
)
def test_a_stance_beside_is_still_one(text: str, stance: str) -> None:
    assert stances_of(text) == [stance]


def test_who_denounces_a_treaty_leaves_it_and_its_year_is_not_the_day() -> None:
    record = record_of((DAY, "Le Pérou a dénoncé l'accord de 1998. Kiev a suspendu le traité de 1997."))
    assert [(e.event_type, e.mode) for e in record.events] == [("REJECT", "change")] * 2
    assert not {"1998", "1997"} & {e.when.value for e in record.events if e.when is not None}


def test_who_does_the_same_is_not_supported() -> None:
    record = record_of((DAY, "« Nous soutenons ce plan, et les Russes aussi », a dit Joschka Fischer."))
    assert [p.addressee for p in record.positions if p.stance == "support"] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Joe Biden voit Vladimir Poutine comme un ennemi.",
        "Laurent Gbagbo s'isole. Il voit la France comme une puissance sur le retour.",
        "Angela Merkel voit la Grèce quitter la zone euro.",
    ],
)
def test_who_is_seen_as_something_is_not_met(text: str) -> None:
    assert record_of((DAY, text)).contacts == ()


def test_who_is_seen_is_met() -> None:
    text = "Joe Biden a vu Vladimir Poutine à Genève. Emmanuel Macron verra Olaf Scholz comme prévu."
    assert len(record_of((DAY, text)).contacts) == 2


def test_who_speaks_of_talks_that_others_had_was_not_there() -> None:
    text = "L'entourage de Shinzo Abe s'est dit soulagé de l'entretien que le premier ministre a eu avec Donald Trump."
    record = record_of((DAY, text))
    told = [{name_of(record, p.actor) for p in c.participants} for c in record.contacts]
    assert told == [{"Shinzo Abe", "Donald Trump"}]


def test_the_country_of_a_heading_is_no_venue() -> None:
    record = record_of((DAY, "Offensive turque en Syrie : la Ligue arabe se réunira samedi\nLa suite viendra."))
    assert [c.place for c in record.contacts] == [None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nicolas Sarkozy l'a sommé de partir. « Je ne suis pas gouverneur », a-t-il répliqué.", "Laurent Gbagbo"),
        ("Barack Obama lui a demandé de partir. « Je reste », a-t-il répondu.", "Laurent Gbagbo"),
        ("Barack Obama a réuni la presse. « Je reste calme », a-t-il répondu.", "Barack Obama"),
    ],
)
def test_who_asks_does_not_answer_himself(text: str, speaker: str) -> None:
    record = record_of(("2010-12-29", f"Laurent Gbagbo est têtu. {text}"))
    assert [name_of(record, s.speaker) for s in record.statements if s.kind != "indirect"] == [speaker]


def speakers_of(text: str, day: str = DAY) -> list[str]:
    """Who speaks in each statement that `text` tells, in order of their words."""
    record = record_of((day, text))
    return [name_of(record, s.speaker) for s in sorted(record.statements, key=lambda s: s.content[0].start)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Le sommet a échoué, Condoleezza Rice ayant fait valoir qu'il fallait désarmer.", ["Condoleezza Rice"]),
        ("George Bush a-t-il demandé l'envoi de troupes ? Nul ne le sait.", []),
        ("« Brexit » : ce que dit Michel Barnier", []),
        ("Walter McConaughy a été convoqué et a entendu une protestation « des plus énergiques ».", []),
        ("Emmanuel Macron se tait. « C'est dur », a-t-il dit. Le journal ajoute que Paris paiera.", ["", "Le journal"]),
        ("A Bagdad, où les ministres siègent, on réclame le départ d'Anouar El-Sadate.", []),
    ],
)
def test_whose_words_are_told_and_whether_any_are(text: str, speakers: list[str]) -> None:
    found = speakers_of(text)
    assert len(found) == len(speakers)
    assert all(one in ("", told) for one, told in zip(speakers, found, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Le gouvernement jure n'y être pour rien.",
        "Le Hamas jure ne pas détenir d'otages.",
        "Emmanuel Macron s'en serait ouvert à Naftali Bennett.",
        "Le Soir d'Algérie s'indigne que le Maroc ait menti.",
        "La Voix de la Russie a menacé Kiev.",
    ],
)
def test_no_promise_offer_or_accusation_of_a_state(text: str) -> None:
    assert not {"promise", "offer", "accusation", "threat"} & set(stances_of(text))


def test_who_sees_himself_blamed_blames_nobody() -> None:
    text = "Ramtane Lamamra s'est vu reprocher par les deux camps de pencher pour l'autre."
    assert record_of((DAY, text)).positions == ()
    text = "Juan Guaido s'est vu demander par Lima de partir."
    record = record_of((DAY, text))
    assert [name_of(record, p.holder) for p in record.positions] == ["Pérou"]


def test_one_is_sorry_for_what_was_done() -> None:
    text = "Ehoud Olmert a présenté ses regrets pour le bombardement d'un poste de la Finul."
    assert [told for told, _ in events_of(text, "ASSAULT")] == ["asserted"]
    text = "Israël plaide pour le bombardement de l'Iran."
    assert [told for told, _ in events_of(text, "ASSAULT")] == ["hypothetical"]


def test_a_past_day_told_in_the_present_is_done() -> None:
    text = "Le 16 février, Barack Obama et Raul Castro se parlent au téléphone."
    assert [told for told, _ in events_of(text, "CONSULT")] == ["asserted"]
    text = "Le 16 mars, Barack Obama et Raul Castro se parlent au téléphone."
    assert [told for told, _ in events_of(text, "CONSULT")] == ["planned"]


def test_two_hosts_at_home_receive_each_apart() -> None:
    text = "Angela Merkel et Donald Trump ont reçu Volodymyr Zelensky."
    assert len(record_of((DAY, text)).contacts) == 2
    text = "Emmanuel Macron et Olaf Scholz ont reçu Volodymyr Zelensky jeudi à Paris."
    assert len(record_of((DAY, text)).contacts) == 1


def test_a_visit_on_which_one_would_be_asked_is_to_come() -> None:
    text = "Il conviendrait d'interroger Fumio Kishida lors de sa venue à Paris."
    assert [c.status for c in record_of((DAY, text)).contacts] == ["planned"]


def test_a_deed_is_where_it_was_done_not_where_talks_were_before() -> None:
    text = "Après dix jours de pourparlers à Oslo, l'Inde et le Pakistan ont signé dimanche à Rome un accord."
    (deed,) = [e for e in record_of((DAY, text)).events if e.event_type == "AGREE"]
    assert deed.place is not None
    assert deed.place.name.fr == "Rome"


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        (
            "Antony Blinken, qui avait parlé la veille au téléphone avec Sergueï Lavrov, a dit douter de tout.",
            "unknown",
        ),
        ("Antony Blinken, qui avait appelé au téléphone Sergueï Lavrov, lui a dit douter de lui.", "call"),
        ("Au téléphone, Antony Blinken a dit douter de lui.", "call"),
    ],
)
def test_a_call_told_as_earlier_is_not_where_it_was_said(text: str, medium: str) -> None:
    assert record_of((DAY, text)).statements[-1].medium == medium


def test_a_plural_subject_does_what_all_of_it_do() -> None:
    text = "Les présidents russe Vladimir Poutine et turc Recep Tayyip Erdogan se sont mis d'accord sur une trêve."
    assert events_of(text, "AGREE") == [("asserted", {"Vladimir Poutine", "Recep Tayyip Erdogan"})]
