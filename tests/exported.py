"""A record made by hand, small enough to check every export of it by eye."""

from __future__ import annotations

from pourparlers.types import (
    Account,
    Actor,
    Contact,
    Cue,
    Document,
    Event,
    Figure,
    Header,
    Judgement,
    Mention,
    Named,
    Participant,
    Place,
    Position,
    Published,
    Quantity,
    Reason,
    Record,
    Source,
    Span,
    Statement,
    StatusChange,
    Time,
    When,
)

ONE = (
    "Sergueï Lavrov a rencontré Antony Blinken le 21 janvier 2022 à Genève. La Russie n'a pas retiré ses troupes. "
    "« =Nous répondrons », a dit M. Lavrov aux États-Unis.\n\n"
    "L'Otan recevra la Russie le 26 janvier. L'armée russe quittera Soledar en mars. "
    "La Russie compte près de 100 000 soldats près de la frontière."
)
TWO = (
    "MM. Lavrov et Blinken se sont vus vendredi. Londres sanctionnera Moscou. Kiev parle de 120 000 soldats russes. "
    "Des dizaines de milliers de soldats russes attendent."
)
GENEVA = Place(name=Named(fr="Genève", en="Geneva"), country="CHE", geonames=2660646)


def span(text: str, words: str) -> Span:
    """The first occurrence of `words` in ONE or TWO."""
    start = text.index(words)
    return Span(doc="doc-1" if text is ONE else "doc-2", start=start, end=start + len(words), text=words)


def mention(text: str, words: str, actor: str | None, *, place: Place | None = None) -> Mention:
    at = span(text, words)
    return Mention(
        id=f"mention-{at.doc[-1]}-{at.start}",
        doc=at.doc,
        start=at.start,
        end=at.end,
        text=words,
        actor=actor,
        how="name",
        place=place,
        why="nom propre",
    )


def event(name: str, kind: str, evidence: Span, **fields: object) -> Event:
    return Event(id=f"event-{name}", event_type=kind, evidence=(evidence,), **fields)  # type: ignore[arg-type]


MET = span(ONE, "Sergueï Lavrov a rencontré Antony Blinken le 21 janvier 2022 à Genève")
SEEN = span(TWO, "MM. Lavrov et Blinken se sont vus vendredi")
DAY = When(value="2022-01-21", basis="explicit")
PARTIES = (Participant(actor="lavrov"), Participant(actor="blinken"))
ACTORS = (
    Actor(
        id="blinken",
        name=Named(fr="Antony Blinken", en="Antony Blinken"),
        state="USA",
        office="usa.foreign_minister",
        state_names=("États-Unis", "United States"),
        wikidata="Q7821917",
    ),
    Actor(
        id="gbr",
        name=Named(fr="Royaume-Uni", en="United Kingdom"),
        kind="state",
        state="GBR",
        role_code="GOV",
        state_names=("Royaume-Uni", "United Kingdom"),
    ),
    Actor(
        id="lavrov",
        name=Named(fr="Sergueï Lavrov", en="Sergey Lavrov"),
        state="RUS",
        office="rus.foreign_minister",
        state_names=("Russie", "Russia"),
        wikidata="Q58217",
    ),
    Actor(
        id="mil-rus",
        name=Named(fr="armée russe", en="Armed forces of Russia"),
        kind="institution",
        state="RUS",
        role_code="MIL",
        state_names=("Russie", "Russia"),
    ),
    Actor(id="org-nato", name=Named(fr="Otan", en="NATO"), kind="organisation", role_code="IGO", wikidata="Q7184"),
    Actor(
        id="rus",
        name=Named(fr="Russie", en="Russia"),
        kind="state",
        state="RUS",
        role_code="GOV",
        state_names=("Russie", "Russia"),
        wikidata="Q159",
    ),
    Actor(
        id="ukr",
        name=Named(fr="Ukraine", en="Ukraine"),
        kind="state",
        state="UKR",
        role_code="GOV",
        state_names=("Ukraine", "Ukraine"),
    ),
    Actor(
        id="usa",
        name=Named(fr="États-Unis", en="United States"),
        kind="state",
        state="USA",
        role_code="GOV",
        state_names=("États-Unis", "United States"),
        wikidata="Q30",
    ),
)
SAID = Statement(
    id="statement-1",
    doc="doc-1",
    content=(span(ONE, "=Nous répondrons"),),
    quoted=(span(ONE, "=Nous répondrons"),),
    kind="direct",
    speaker="lavrov",
    cue=Cue(span=span(ONE, "a dit"), lemma="dire"),
    addressee=("usa",),
    said_on=DAY,
    evidence=(span(ONE, "« =Nous répondrons », a dit M. Lavrov aux États-Unis"),),
)
MEETING = Contact(
    id="contact-1",
    kind="meeting",
    participants=PARTIES,
    place=GENEVA,
    when=DAY,
    evidence=(MET, SEEN),
    outlets=2,
    independent_sources=2,
    history=(StatusChange(status="held", as_of="2022-01-22", doc="doc-1", span=MET),),
    accounts=(
        Account(doc="doc-1", status="held", when=DAY, place=GENEVA, participants=PARTIES, evidence=(MET,)),
        Account(doc="doc-2", status="held", when=When(), place=None, participants=PARTIES, evidence=(SEEN,)),
    ),
)
COMING = Contact(
    id="contact-2",
    kind="meeting",
    participants=(Participant(actor="org-nato", part="host"), Participant(actor="rus")),
    when=When(value="2022-01-26", basis="explicit"),
    status="planned",
    evidence=(span(ONE, "L'Otan recevra la Russie le 26 janvier"),),
    outlets=1,
    independent_sources=1,
)
RECORD = Record(
    header=Header(schema="1.0", program="1", pack="fr-1", knowledge="k1"),
    documents=(
        Document(
            id="doc-1",
            uri="in/une.txt",
            text=ONE,
            outlet="Le Matin",
            language="fr",
            title="Lavrov à Genève",
            sources=(Source(uri="in/une.txt", outlet="Le Matin"),),
            published=Published(value="2022-01-22", basis="header"),
        ),
        Document(
            id="doc-2", uri="in/deux.txt", text=TWO, language="fr", published=Published(value="2022-01", basis="url")
        ),
    ),
    actors=ACTORS,
    mentions=(
        mention(ONE, "Sergueï Lavrov", "lavrov"),
        mention(ONE, "Antony Blinken", "blinken"),
        mention(ONE, "Genève", None, place=GENEVA),
        mention(ONE, "La Russie", "rus"),
        mention(ONE, "M. Lavrov", "lavrov"),
        mention(ONE, "L'armée russe", "mil-rus"),
        mention(TWO, "Londres", "gbr"),
        mention(TWO, "Moscou", "rus"),
    ),
    times=(
        Time(
            id="time-1", doc="doc-2", start=35, end=43, text="vendredi", kind="DATE", value="2022-01-21", basis="joint"
        ),
    ),
    statements=(SAID,),
    contacts=(MEETING, COMING),
    events=(
        event(
            "met",
            "CONSULT",
            MET,
            actor=("lavrov", "blinken"),
            when=DAY,
            place=GENEVA,
            contexts=("diplomatic",),
            goldstein=1.0,
            plover_scale=2.5,
            quad_code=1,
        ),
        event(
            "seen", "CONSULT", SEEN, actor=("lavrov", "blinken"), when=DAY, goldstein=1.0, plover_scale=2.5, quad_code=1
        ),
        event(
            "coming",
            "CONSULT",
            span(ONE, "L'Otan recevra la Russie le 26 janvier"),
            mode="visit",
            actor=("rus",),
            recipient=("org-nato",),
            when=When(value="2022-01-26", basis="explicit"),
            assertion="planned",
            goldstein=1.0,
            plover_scale=4.0,
            quad_code=1,
        ),
        event(
            "leave",
            "RETREAT",
            span(ONE, "L'armée russe quittera Soledar en mars"),
            mode="withdraw",
            actor=("mil-rus",),
            when=When(value="2022-03", basis="relative"),
            assertion="planned",
            goldstein=5.0,
            plover_scale=8.0,
            quad_code=2,
        ),
        event(
            "stayed",
            "RETREAT",
            span(ONE, "La Russie n'a pas retiré ses troupes"),
            mode="withdraw",
            actor=("rus",),
            assertion="negated",
            goldstein=5.0,
            plover_scale=8.0,
            quad_code=2,
        ),
        event(
            "said",
            "THREATEN",
            span(ONE, "=Nous répondrons"),
            actor=("lavrov",),
            recipient=("usa",),
            goldstein=-6.0,
            plover_scale=-3.5,
            quad_code=3,
            statement="statement-1",
        ),
        event(
            "sanction",
            "SANCTION",
            span(TWO, "Londres sanctionnera Moscou"),
            actor=("gbr",),
            recipient=("rus",),
            assertion="planned",
            goldstein=-4.0,
            plover_scale=-6.0,
            quad_code=4,
        ),
    ),
    positions=(
        Position(
            id="position-1",
            holder="lavrov",
            issue="retaliation",
            stance="threat",
            addressee=("usa",),
            since=DAY,
            content=(span(ONE, "=Nous répondrons"),),
            evidence=(span(ONE, "=Nous répondrons"),),
        ),
    ),
    figures=(
        Figure(
            id="figure-1",
            quantity=Quantity(low=None, high=100000.0, approximate=True),
            unit="soldat",
            what="soldiers",
            of="rus",
            according_to=None,
            evidence=(span(ONE, "près de 100 000 soldats"),),
        ),
        Figure(
            id="figure-2",
            quantity=Quantity(low=120000.0, high=120000.0),
            unit="soldat",
            what="soldiers",
            of="rus",
            according_to="ukr",
            as_of=When(value="2022-01-23", basis="relative"),
            evidence=(span(TWO, "120 000 soldats russes"),),
        ),
        Figure(
            id="figure-3",
            quantity=Quantity(low=20000.0, high=99999.0, approximate=True),
            unit="soldat",
            what="soldiers",
            of="rus",
            evidence=(span(TWO, "Des dizaines de milliers de soldats russes"),),
        ),
    ),
    judgements=(
        Judgement(
            id="judgement-1",
            kind="merge",
            pair=("contact-1", "contact-1b"),
            author="rule",
            reasons=(Reason(feature="participants", weight=2.5, evidence="mêmes participants"),),
        ),
    ),
)
