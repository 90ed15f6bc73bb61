"""Words and their relations where the parser may err: lemmas by form, negation, clause borders.

French news verbs in the present are often mis-tagged ("La Russie dément", "Washington accuse"): the forms in
modality.toml say which words are verbs whatever the model thinks, unless a determiner makes a noun of them.
Everything here reads a parsed `Doc` and nothing else.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from .mistagged import endings_of, mistaken, present_of
from .tree import Token, remembered
from .word_table import GRAMMAR, NOUNS, VERBS

T = TypeVar("T")

NEGATORS: Final = GRAMMAR.negators
NO_ONE: Final = GRAMMAR.no_one
_ALONE: Final = VERBS.negated_alone
_CLITICS: Final[frozenset[str]] = frozenset(
    {
        "se",
        "s'",
        "me",
        "m'",
        "te",
        "t'",
        "le",
        "la",
        "l'",
        "les",
        "lui",
        "leur",
        "y",
        "en",
        "nous",
        "vous",
        "n'",
        "ne",
    }
)
_EXPLETIVE_AFTER: Final = GRAMMAR.expletive_after
PHRASAL: Final = NOUNS.in_prepositions
_NOUNISH: Final[frozenset[str]] = frozenset({"DET", "ADP", "NUM"})
_OPEN: Final[frozenset[str]] = frozenset({",", ";", ":", "«", "»", '"', "(", ")", "–", "—", "“", "”"})


def is_ne(token: Token) -> bool:
    """Whether `token` is the first half of a negation."""
    return token.lower_ in ("ne", "n'")


def verb_lemma(token: Token, forms: Mapping[str, str]) -> str | None:
    """Infinitive of `token` where it is a verb form, else None.

    `forms` maps forms the model mis-tags to infinitives; they count unless a determiner, an adjective or a
    preposition before them says noun.
    """
    known = forms.get(token.lower_)
    if token.pos_ in ("VERB", "AUX"):
        return known or infinitive_of(token.lemma_.lower())
    told = mistaken(token)
    if told is not None:
        return told
    if known is None or not token.text.islower():
        return None
    if token.i == 0:
        return None
    before = token.nbor(-1)
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if token.pos_ == "NOUN" and before.text == "," and after in ("que", "qu'", "qui", "dont", "à"):
        return None  # "…, offre que Lima a déclinée"
    if before.lower_ in ("se", "s'", "ne", "n'", "qui", "qu'", "que", "y", "en") and before.pos_ != "ADP":
        return known
    if before.pos_ in _NOUNISH or before.lower_ in ("l'", "d'", "des", "de", "la", "le", "les"):
        return None
    if before.pos_ == "ADJ" and before.dep_ == "amod" and before.head.i == token.i:
        return None
    return known


def owned_noun(verb: Token, start: int) -> list[Token]:
    """The noun whose owner stands between it and the infinitive `verb`, whose words begin at `start`: "engagement" of
    "l'engagement de Lima à rouvrir"; empty where none does."""
    i = start - 2
    while i > verb.sent.start and verb.doc[i].pos_ in ("PROPN", "DET"):
        i -= 1
    owned = verb.sent.start < i < start - 2 and verb.doc[i].lower_ in ("de", "d'", "du", "des")
    return [verb.doc[i - 1]] if owned and verb.doc[i - 1].pos_ == "NOUN" else []


def infinitive_of(lemma: str) -> str:
    """The model's lemma of a verb, mended where it left a form in -e ("cherche" → "chercher")."""
    if lemma.endswith(("er", "ir", "re")):
        return lemma
    if lemma.endswith("nt") and lemma[:-2].endswith("e"):
        return lemma[:-2] + "r"
    return lemma + "r" if lemma.endswith("e") else lemma[:-1] + "er" if lemma.endswith("é") else lemma


def infinitives_of(low: str, lemma: str, forms: Mapping[str, str]) -> frozenset[str]:
    """Every infinitive that `verb_lemma` may tell of a word, whatever stands around it."""
    model = lemma.lower()
    known = (forms[low],) if low in forms else ()
    return endings_of(low) | {model, infinitive_of(model), *known}


@remembered
def is_infinitive(token: Token) -> bool:
    """Whether `token` is an infinitive or the participle of a past infinitive ("avoir attaqué")."""
    if "Inf" in token.morph.get("VerbForm", []) and token.lower_.endswith(("er", "ir", "re", "oir")):
        return True
    helpers = group(token)
    return bool(helpers) and any(a.lower_ in ("avoir", "être") for a in helpers)


@remembered
def is_finite(token: Token) -> bool:
    """Whether the verb group of `token` is finite."""
    if "Fin" in token.morph.get("VerbForm", []) or present_of(token) is not None:
        return True
    helpers = group(token)
    return bool(helpers) and any("Fin" in a.morph.get("VerbForm", []) for a in helpers)


_HELPING: Final = ("aux", "cop")


@remembered
def group(verb: Token) -> list[Token]:
    """Auxiliaries of `verb`, left to right."""
    found = [c for c in verb.lefts if c.dep_.startswith(_HELPING)]
    head = verb.head
    if found or head.pos_ != "AUX" or verb.dep_ not in ("xcomp", "obj") or not 0 < verb.i - head.i < 4:
        return found
    helping = head.lower_.startswith("av") or head.lower_ in ("a", "ont", "être")
    near = all(t.pos_ == "ADV" for t in verb.doc[head.i + 1 : verb.i])
    if helping and near and verb.lower_.endswith(("é", "és", "ée", "ées")):
        return [head]  # "conteste avoir espionné", where the tree hangs the participle on the auxiliary
    return found


@remembered
def group_start(verb: Token) -> int:
    """Index of the first token of the verb group: auxiliaries, clitics, "ne" and adverbs between them."""
    doc, i, token = verb.doc, verb.i, verb
    for helper in group(verb):
        if helper.i < i:
            i, token = helper.i, helper
    while i > 0 and not token.is_sent_start:
        before = doc[i - 1]
        clitic = before.lower_ in _CLITICS and before.pos_ in ("PRON", "ADV", "SCONJ", "DET", "PART")
        if clitic or (before.pos_ == "ADV" and before.lower_ in NEGATORS):
            i, token = i - 1, before
        else:
            break
    return i


def is_negated(verb: Token, lemma: str | None = None) -> bool:
    """Whether the group of `verb` is negated ("ne … que" restricts and does not negate; "ne" may be expletive)."""
    told = _denial(verb)
    return (lemma or verb.lemma_) in _ALONE if told is None else told


@remembered
def _denial(verb: Token) -> bool | None:
    """Whether the words about `verb` negate it; None where its own meaning tells what a bare "ne" is."""
    doc, start = verb.doc, group_start(verb)
    inside = doc[start : verb.i + 1]
    ne = next(filter(is_ne, (*inside, *verb.children)), None)
    if ne is None:  # "est loin d'avoir signé"
        return len(inside) > 1 and any(t.lower_ == "loin" and t.nbor().lower_ in ("de", "d'") for t in inside[:-1])
    if any(t.i > ne.i and t.lower_ in NO_ONE for t in inside):
        return True  # "n'avait « en aucun cas approuvé »"
    words = {t.lower_ for t in inside} | {c.lower_ for c in verb.children if c.dep_ == "advmod" and c.i < verb.i + 4}
    if words & NEGATORS:
        return not _only_restricts(verb)
    for token in _right(verb, 4):
        if token.lower_ in NEGATORS:
            return not _only_restricts(verb)
        if token.pos_ in ("VERB", "NOUN", "PROPN"):
            break
    subject = [t.lower_ for t in doc[max(verb.sent.start, ne.i - 12) : ne.i]]
    if any(w in NO_ONE for w in subject) or any(
        t.lower_ in NO_ONE and verb in (t.head, t.head.head) for t in verb.sent if t.i > ne.i
    ):
        return True
    if any(t.lower_ in ("que", "qu'") for t in doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]):
        return False
    if any(t.lower_ in NO_ONE for t in _right(verb, 6)):
        return True
    if {t.lower_ for t in doc[max(verb.sent.start, ne.i - 6) : ne.i]} & _EXPLETIVE_AFTER:
        return False
    return None


def _only_restricts(verb: Token) -> bool:
    """Whether "pas" denies no more than that it is all: "ne cherchent pas seulement une trêve"."""
    near = [t.lower_ for t in verb.doc[group_start(verb) : min(verb.i + 6, verb.sent.end)]]
    return "pas" in near[:-1] and near[near.index("pas") + 1] in _MERELY


def _right(verb: Token, length: int) -> Iterator[Token]:
    """Tokens after `verb`, up to the next comma, at most `length`."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 1 + length, verb.sent.end)]:
        if token.lower_ in (",", ";", ":"):
            return
        yield token


_LEADING: Final = frozenset({"case", "det", "amod", "nummod", "fixed", "advmod"})


@remembered
def np_start(noun: Token) -> int:
    """Index of the first token of the noun phrase: prepositions and determiners included."""
    first = noun.i
    for child in noun.lefts:
        if child.dep_ in _LEADING:
            first = min(first, child.i)
            if child.dep_ == "case" and child.children:
                first = min([first, *(g.i for g in child.subtree)])
    return first


@remembered
def preposition(noun: Token) -> str:
    """The preposition of the noun phrase, lower case, "" for none; contracted forms are undone (du → de, aux → à).

    One that another word begins is none of the simple ones: "face à" is "face à", never "à".
    """
    phrasal = next((c for c in noun.lefts if c.dep_ == "case" and c.lower_ in PHRASAL), None) if noun.lefts else None
    if phrasal is not None and (
        phrasal.nbor().pos_ == "ADP" or plain(phrasal.nbor().lower_) in ("à", "de")
    ):  # whatever the tagger makes of the word
        return f"{phrasal.lower_} {plain(phrasal.nbor().lower_)}"
    found = _preposition(noun)
    if found in ("à", "de"):
        case = next((c for c in noun.children if c.dep_ in ("case", "mark") and c.i < noun.i), None)
        before = case.nbor(-1).lower_ if case is not None and case.i > noun.sent.start else ""
        if before in PHRASAL:
            return f"{before} {found}"
    return found


def _preposition(noun: Token) -> str:
    for child in noun.lefts:
        if child.dep_ in ("case", "mark") and child.pos_ in ("ADP", "ADV", "DET", "SCONJ"):
            return _PLAIN.get(child.lower_, child.lower_)
    start = np_start(noun)
    if start > noun.sent.start and noun.doc[start - 1].pos_ == "ADP":
        before = noun.doc[start - 1].lower_
        return _PLAIN.get(before, before)
    first = noun.doc[start]
    return _PLAIN.get(first.lower_, "") if first.lower_ in ("du", "au", "aux") else ""


_PLAIN: Final[dict[str, str]] = {
    "d'": "de", "d": "de", "du": "de", "des": "de", "au": "à", "aux": "à", "jusqu'": "jusque", "qu'": "que", "s'": "si",
}  # fmt: skip


def plain(word: str) -> str:
    """A preposition or conjunction without elision or contraction."""
    return _PLAIN.get(word.lower(), word.lower())


def phrase_before(i: int, doc_tokens: Iterable[Token], phrases: Mapping[str, T]) -> tuple[T, int] | None:
    """The longest phrase of `phrases` that ends right before token `i`: its value and first token index."""
    tokens = [t for t in doc_tokens if t.i < i][-5:]
    words = [plain(t.lower_) if t.lower_ in ("d'", "qu'", "du", "des") else t.lower_ for t in tokens]
    if words and words[-1] in ("au", "aux"):
        words[-1] = "à"
    for n in range(len(words), 0, -1):
        key = " ".join(words[-n:])
        if key in phrases:
            return phrases[key], tokens[-n].i
    return None


INVERTED: Final[frozenset[str]] = frozenset(
    {"-il", "-ils", "-elle", "-elles", "-on", "-t-il", "-t-ils", "-t-elle", "-t-elles", "t-il", "t-elle", "est-ce"}
)
"""Subject pronouns after their verb, and what opens a question."""
_ASKING: Final = GRAMMAR.asking


@remembered
def is_asked(verb: Token) -> bool:
    """Whether a question asks for a yes or no on the clause of `verb`: not "pourquoi Lima a-t-elle attaqué ?"."""
    sentence = verb.sent
    if all(t.text != "?" for t in sentence[-2:]):
        return False
    words = [t.lower_ for t in sentence]
    return not INVERTED.isdisjoint(words) and _ASKING.isdisjoint(words)


@remembered
def antecedent(verb: Token) -> Token | None:
    """The noun that the relative "que" of `verb`, its object, stands for; None where there is none."""
    doc = verb.doc
    que = next((c for c in verb.lefts if c.lower_ in ("que", "qu'") and c.dep_ in ("obj", "iobj")), None)
    i = que.i if que is not None else group_start(verb) - 1
    if i <= verb.sent.start or doc[i].lower_ not in ("que", "qu'") or doc[i].pos_ != "PRON":
        return None
    if verb.dep_ in ("acl:relcl", "acl") and verb.head.i < i and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    before = doc[i - 2] if doc[i - 1].text == "," and i - 2 >= verb.sent.start else doc[i - 1]
    return before if before.pos_ in ("NOUN", "PROPN") else None


def base(token: Token) -> Token:
    """The first conjunct of the coordination that `token` stands in, itself where there is none."""
    seen = 0
    while token.dep_ == "conj" and token.head.i != token.i and seen < 6:
        token, seen = token.head, seen + 1
    return token


def clause_borders(verb: Token) -> tuple[int, int]:
    """First and last token index (inclusive) of the words that `verb` governs, without its sentence's final mark."""
    indices = [t.i for t in verb.subtree]
    first, last = min(indices), max(indices)
    while last > verb.i and (verb.doc[last].is_punct or verb.doc[last].is_space):
        last -= 1
    while first < verb.i and (verb.doc[first].lower_ in _OPEN or verb.doc[first].is_space):
        first += 1
    return first, last


_NEUTRAL: Final[frozenset[str]] = frozenset({"le", "l'", "l’", "lui", "leur"})


@remembered
def is_parenthetic(verb: Token) -> bool:
    """Whether the clause of `verb` only says who asks for what another clause tells: "comme le lui demande Moscou"."""
    doc, i = verb.doc, verb.i - 1
    while i > verb.sent.start and doc[i].lower_ in _NEUTRAL:
        i -= 1
    return doc[i].lower_ == "comme" and {"lui", "leur"} & {t.lower_ for t in doc[i + 1 : verb.i]} != set()


_OFFSETS: Final = NOUNS.neighbouring_days
_ARTICLES: Final[frozenset[str]] = frozenset({"le", "la", "l'", "ce", "cet", "cette", "à", "au", "en"})
_BOUNDS: Final[frozenset[str]] = frozenset({"depuis", "jusqu'", "ici"})
_MERELY: Final = GRAMMAR.merely
UNITS: Final = NOUNS.stretches


def is_offset(noun: Token) -> bool:
    """Whether the phrase of `noun` only measures from its deed: "au lendemain de la rencontre", "deux jours après
    l'accord". The day of the clause is then not that of the deed."""
    doc, i = noun.doc, noun.i - 1
    while i > noun.sent.start and (doc[i].pos_ in {"DET", "ADJ", "NUM"} or doc[i].lower_ in {"de", "d'", "du", "des"}):
        i -= 1
    if doc[i].lower_ in _OFFSETS:
        return True
    return doc[i].lower_ in {"après", "avant"} and i > 0 and doc[i - 1].lower_ in UNITS


def is_bound(token: Token) -> bool:
    """Whether the expression of time that begins at `token` only bounds a span: "depuis mai", "jusqu'au 3 juin",
    "d'ici à mardi". What somebody says or does once is not of that day."""
    before = reversed(token.doc[token.sent.start : token.i])
    return next((t.lower_ for t in before if t.lower_ not in _ARTICLES), "") in _BOUNDS


def is_aside(token: Token, told: Token, named: Container[int]) -> bool:
    """Whether `token` stands in a clause apart from `told`: one that neither holds it, nor qualifies it or one of its
    circumstances. Such are relatives on somebody or somewhere (`named`: tokens of mentions), and participles.

    In "l'émissaire, qui était samedi à Rome, réclame une rencontre", "samedi" is aside of "réclame"; in "la rencontre
    qui se tiendra samedi" it is not aside of "rencontre", nor in "affirme dans un texte paru samedi" of "affirme".
    """
    for head in (token, *token.ancestors):
        if head.dep_ in ("acl:relcl", "acl"):
            noun = head.head
            own = noun.i == told.i or (told.pos_ == "NOUN" and told.is_ancestor(noun))
            if own or head.i == told.i or head.is_ancestor(told):
                return False
            if head.dep_ == "acl":
                return not (noun.head.i == told.i and noun.dep_.startswith("obl"))
            return noun.i in named
    return False
