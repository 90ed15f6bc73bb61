"""The day on which words were said, by what stands beside them: the deed before, the participle, the speaker's next
words."""

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
        # between an adjective and what it governs
        ("Olaf Scholz s'est dit prêt mardi à négocier.", "négocier", "mardi"),
        ("Olaf Scholz s'était montré convaincu lundi qu'un accord était possible.", "accord", "lundi"),
        ("Olaf Scholz s'est dit prêt à négocier mardi.", "négocier", None),
        ("Olaf Scholz s'est dit prêt, lundi ou mardi, à négocier.", "négocier", None),
        # a participle's own day is not that of the words, but that of who is asked is
        ("Olaf Scholz, battu dimanche au Bundestag, a assuré qu'il resterait.", "resterait", None),
        ("Arrivé mercredi à Rome, Olaf Scholz a regretté « un gâchis ».", "gâchis", None),
        ("Olaf Scholz, interrogé mardi par la radio, a regretté « un gâchis ».", "gâchis", "mardi"),
        ("Olaf Scholz, qui s'exprimait mardi devant le Bundestag, a regretté « un gâchis ».", "gâchis", "mardi"),
        # what is to come, or ends, says more of the deed before it
        ("Olaf Scholz a quitté Rome mercredi soir, avec la promesse d'une visite lundi prochain. « Nous avons parlé », "
         "a dit Olaf Scholz.", "parlé", "mercredi soir"),
        ("Mardi, Olaf Scholz a prolongé la trêve jusqu'au 20 juillet. « Et après ? », a demandé Emmanuel Macron.",
         "après", "Mardi"),
        ("Mardi, Olaf Scholz a promis la paix. La trêve prendra fin lundi prochain. « Tenons », a dit Emmanuel Macron.",
         "Tenons", None),
        # told of before, on the same day
        ("Olaf Scholz a réuni mardi soir ses ministres. « C'est grave », avait-il averti plus tôt dans la journée.",
         "grave", "mardi soir"),
        ("Olaf Scholz a réuni mardi soir ses ministres. « C'est grave », avait-il averti.", "grave", None),
        # in the present: of the day of the dispatch, or written at the speaker's own deed
        ("Ce jeudi, les banques ont rouvert. Olaf Scholz prévient que « rien n'est gagné ».", "gagné", "jeudi"),
        ("Lundi, Olaf Scholz a démissionné. « Je pars », écrit-il sur Twitter.", "pars", "Lundi"),
        ("Lundi, Olaf Scholz a démissionné. « Il part », écrit Emmanuel Macron sur Twitter.", "part", None),
        ("Lundi, Olaf Scholz a démissionné. « Je pars », répète-t-il.", "pars", None),
        # what leads in the speaker's next words
        ("Olaf Scholz jure qu'il restera. « Je ne pars pas », a dit mardi le chancelier.", "restera", "mardi"),
        ("Olaf Scholz jure qu'il restera. « Qu'il parte », a dit mardi Emmanuel Macron.", "restera", None),
        ("Olaf Scholz avait juré qu'il resterait. « Je ne pars pas », a dit mardi le chancelier.", "resterait", None),
        # a scene without a verb, a participle beside a dated deed, the verb that governs "dire"
        ("Hier après-midi, devant la presse. Olaf Scholz évoque la guerre : « Elle finira. »", "finira",
         "Hier après-midi"),
        ("Lundi 13 juillet, Olaf Scholz a pris la parole, en assurant que la trêve tiendrait.", "tiendrait",
         "Lundi 13 juillet"),
        ("Olaf Scholz a quitté Rome hier soir. « C'est triste », s'est contenté de dire le chancelier.", "triste",
         "hier soir"),
        # of a meeting: said in it, by hearsay too; not what is told of it later
        ("Olaf Scholz s'est enfermé mardi avec Emmanuel Macron. « Finissons », lui aurait-il lancé.", "Finissons",
         "mardi"),
        ("Olaf Scholz a indiqué s'être entretenu dimanche avec Emmanuel Macron.", "entretenu", None),
        ("Olaf Scholz indique s'être entretenu dimanche au téléphone avec Emmanuel Macron.", "entretenu", None),
    ],
)  # fmt: skip
def test_day(text: str, content: str, day: str | None) -> None:
    reading = read(text)
    time = the_words(reading, content).time
    assert (reading.times[time].text if time is not None else None) == day
