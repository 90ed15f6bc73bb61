"""Day, medium and occasion of words whose own attribution does not tell them."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.drafts import Reading, StatementDraft
from pourparlers.types import Document


def read(text: str) -> Reading:
    return make_reader().read(Document(id="doc-test", uri="test", text=text, language="fr"))


def the_words(reading: Reading, content: str) -> StatementDraft:
    return next(s for s in reading.statements if content in " ".join(c.text for c in s.fact.content))


@pytest.mark.parametrize(
    ("text", "content", "day"),
    [
        ("« La trêve tient », a dit mardi Olaf Scholz. « Elle durera », a-t-il ajouté.", "durera", "mardi"),
        ("« La trêve tient », a dit mardi Olaf Scholz. « Elle durera. »", "durera", "mardi"),
        ("« La trêve tient », a dit mardi Olaf Scholz. « Elle durera », a dit Emmanuel Macron.", "durera", "mardi"),
        ("Olaf Scholz a reçu jeudi Emmanuel Macron. « Rien n'est réglé », a regretté ce dernier.", "réglé", "jeudi"),
        ("Lundi, M. Scholz avait tout promis. « Nous paierons », avait lancé Olaf Scholz.", "paierons", "Lundi"),
        (
            "Olaf Scholz a vu mercredi Joe Biden, jeudi matin Emmanuel Macron. « Rien n'est réglé », a dit ce dernier.",
            "réglé",
            "jeudi matin",
        ),
        # a day counted from one that is over
        ("Olaf Scholz est arrivé jeudi. La veille, il avait vu Joe Biden. « Rien n'est réglé », avait lancé M. Scholz.",
         "réglé", "veille"),
        ("Olaf Scholz est arrivé jeudi. Il a vu ce jour-là Joe Biden, auquel il a reproché son « silence ».", "silence",
         "ce jour-là"),
        ("Olaf Scholz est arrivé jeudi. La veille, il avait reçu Joe Biden. Olaf Scholz a promis des chars. Il a exclu "
         "« toute trêve ».", "trêve", "veille"),
        ("Olaf Scholz arrivera jeudi. La veille, il recevra Joe Biden. « Rien n'est réglé », a lancé Olaf Scholz.",
         "réglé", None),
        ("Olaf Scholz est arrivé jeudi. La veille, il avait reçu Joe Biden. Emmanuel Macron a exclu « toute trêve ».",
         "trêve", None),
        # measured from a day, said in a speech of a day, written by those who met, at that time, long before
        ("Au lendemain de la rencontre de mardi, Olaf Scholz a dénoncé une « provocation ».", "provocation", None),
        ("Dans un discours prononcé mercredi, le chancelier a tout promis. « Je tiendrai », a lancé Olaf Scholz.",
         "tiendrai", "mercredi"),
        ("Lundi, Olaf Scholz et Emmanuel Macron se sont parlé au téléphone. « Le temps presse », notent-ils dans un "
         "communiqué commun.", "presse", "Lundi"),
        ("Lundi, Olaf Scholz a vu Joe Biden. « Le temps presse », estime Emmanuel Macron dans un communiqué.", "presse",
         None),
        ("Mercredi soir, ils dînaient à Rome. « Une belle soirée », commentait alors Olaf Scholz.", "belle",
         "Mercredi soir"),
        ("Mercredi, l'armée avait tiré un missile. La foule avait fui. Rome y voyait un signe. « C'est indigne », "
         "avait dit Olaf Scholz.", "indigne", "Mercredi"),
        ("Vendredi 28 octobre, Olaf Scholz était au téléphone avec Joe Biden. La trêve, avait-il lancé, va finir. Il "
         "avait aussi accusé Emmanuel Macron d'avoir menti.", "menti", "Vendredi 28 octobre"),
        ("Olaf Scholz a confirmé mardi soir sa venue. « Nous reprendrons », a-t-il tweeté.", "reprendrons",
         "mardi soir"),
        ("Dans un entretien publié mercredi, Olaf Scholz estime que la trêve est morte. Il y accuse Emmanuel Macron "
         "d'avoir menti.", "menti", "mercredi"),
        ("Mardi, Olaf Scholz avait accusé Joe Biden de mensonge. « C'est absurde », lui avait répliqué Joe Biden.",
         "absurde", "Mardi"),
        ("Interrogé mardi par la radio, Olaf Scholz a tout promis. « L'heure tourne », a averti Olaf Scholz.", "tourne",
         "mardi"),
        ("Olaf Scholz se dit confiant dans une interview publiée jeudi. « Je crois à la paix », assure-t-il.", "crois",
         "jeudi"),
        ("Olaf Scholz dénonce un rapport publié jeudi.", "rapport", None),
        ("Olaf Scholz a affirmé que la trêve tiendrait, lors d'un point de presse mardi à Rome.", "tiendrait", "mardi"),
        # another paragraph, a habit, what is still to come, what was over before the story
        ("« La trêve tient », a dit mardi Olaf Scholz.\n\n« Elle durera », a dit Emmanuel Macron.", "durera", None),
        ("Le peuple a voté mardi. Olaf Scholz y voit « une menace directe ».", "menace", None),
        ("Olaf Scholz recevra jeudi Emmanuel Macron. « Rien n'est réglé », a dit ce dernier.", "réglé", None),
        ("Olaf Scholz est arrivé jeudi. « Rien n'est réglé », avait averti Emmanuel Macron.", "réglé", None),
        ("Olaf Scholz est arrivé jeudi. Le pain est cher. Il pleut. Le vent souffle. On attend. « Rien n'est réglé », "
         "a dit Emmanuel Macron.", "réglé", None),
    ],
)  # fmt: skip
def test_day(text: str, content: str, day: str | None) -> None:
    reading = read(text)
    time = the_words(reading, content).time
    assert (reading.times[time].text if time is not None else None) == day


NEWS = "Olaf Scholz a reçu jeudi Emmanuel Macron à Berlin.\n\nLe pain est cher. "


@pytest.mark.parametrize(
    ("text", "content", "day"),
    [
        (f"{NEWS}« Rien n'est réglé », a regretté Boris Johnson.", "réglé", "jeudi"),
        (f"{NEWS}« Rien n'est réglé », a regretté Boris Johnson. « Attendons », a-t-il ajouté.", "Attendons", "jeudi"),
        ("Olaf Scholz a reçu jeudi Emmanuel Macron, a annoncé le gouvernement allemand.", "reçu", "jeudi"),
        # the day of the news, called otherwise
        ("Olaf Scholz a vu jeudi 9 juin 2022 Joe Biden.\n\nJeudi soir, M. Scholz a reçu Emmanuel Macron.\n\n"
         "« Rien n'est réglé », a regretté Emmanuel Macron.", "réglé", "jeudi 9 juin 2022"),
        ("Olaf Scholz a vu jeudi 9 juin 2022 Joe Biden.\n\nMardi soir, M. Scholz a reçu Emmanuel Macron.\n\n"
         "« Rien n'est réglé », a regretté Emmanuel Macron.", "réglé", None),
        # what was said before the news, at some time, or after another day was told
        (f"{NEWS}« Rien n'est réglé », avait averti Boris Johnson.", "réglé", None),
        (f"{NEWS}« Rien n'est réglé », regrette Boris Johnson.", "réglé", None),
        (f"{NEWS}« Rien n'est réglé », a déjà regretté Boris Johnson.", "réglé", None),
        (f"{NEWS}Mardi, Boris Johnson s'était tu. « Rien n'est réglé », a regretté Joe Biden.", "réglé", None),
        (f"{NEWS}Au lendemain d'un appel, « Rien n'est réglé », a regretté Joe Biden.", "réglé", None),
    ],
)  # fmt: skip
def test_words_on_the_news_are_of_their_day_or_later(text: str, content: str, day: str | None) -> None:
    reading = read(text)
    since = the_words(reading, content).since
    assert (reading.times[since].text if since is not None else None) == day


def test_who_took_part_in_the_news_spoke_on_their_day() -> None:
    reading = read(f"{NEWS}« Rien n'est réglé », a regretté Olaf Scholz.")
    time = the_words(reading, "réglé").time
    assert time is not None
    assert reading.times[time].text == "jeudi"


def test_medium_goes_on() -> None:
    text = "« La trêve tient », a dit Olaf Scholz lors d'une conférence de presse. « Elle durera », a-t-il ajouté."
    assert the_words(read(text), "durera").fact.medium == "press_conference"
    text = "« La trêve tient », a dit Olaf Scholz lors d'une conférence de presse. « Non », a répondu le Kremlin."
    assert the_words(read(text), "Non").fact.medium == "unknown"


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Dans une lettre datée de lundi, Olaf Scholz a invoqué « la colère » du peuple.", "letter"),
        ("À la télévision nationale, samedi soir, Olaf Scholz a promis « la paix ».", "interview"),
        ("Olaf Scholz a promis « la paix », d'après le rapport d'une agence.", "unknown"),
        ("Olaf Scholz a promis « la paix ». Une lettre datée de lundi a été perdue.", "unknown"),
    ],
)
def test_medium_of_the_rest_of_the_sentence(text: str, medium: str) -> None:
    assert the_words(read(text), "la ").fact.medium == medium


MET = "Olaf Scholz a reçu mardi Emmanuel Macron à Berlin. "


@pytest.mark.parametrize(
    ("text", "content", "day"),
    [
        (MET + "À l'issue de cet entretien, Olaf Scholz a promis une réponse écrite.", "réponse", "mardi"),
        (MET + "Lors de cette rencontre, Emmanuel Macron a demandé « un calendrier ».", "calendrier", "mardi"),
        (
            "« Tout est ouvert », a dit Olaf Scholz à l'issue d'une rencontre avec Emmanuel Macron lundi.",
            "Tout",
            "lundi",
        ),
        # not of those who met, not about that meeting's course, and not the meeting itself
        (MET + "À l'issue de cet entretien, Vladimir Poutine a réclamé un calendrier.", "calendrier", None),
        (MET + "Au lendemain de cet entretien, Olaf Scholz a promis une réponse écrite.", "réponse", None),
        (MET + "Olaf Scholz a promis que cet entretien aurait une suite.", "suite", None),
    ],
)
def test_occasion(text: str, content: str, day: str | None) -> None:
    reading = read(text)
    words = the_words(reading, content)
    found = {c.fact.id: c for c in reading.contacts}.get(words.fact.occasion or "")
    assert (found is not None) is (day is not None)
    if found is not None:
        assert {p.actor for p in found.fact.participants} == {"olaf-scholz", "emmanuel-macron"}
        assert words.time is not None
        assert reading.times[words.time].text == day


def test_relayed_words_get_neither_day_nor_occasion() -> None:
    text = (
        MET + "À l'issue de cet entretien, Olaf Scholz a dit qu'Emmanuel Macron avait reconnu que la trêve était morte."
    )
    inner = [s for s in read(text).statements if s.fact.within]
    assert inner
    assert all(s.time is None and s.fact.occasion is None for s in inner)
