"""The gold beside the texts: spans that hold, words that belong to the vocabularies, no text without gold."""

import datetime
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EVALUATION = ROOT / "evaluation"
FOLDERS = {  # gold folder: where its texts stand
    EVALUATION / "samples" / "gold": ROOT / "src" / "pourparlers" / "samples",
    EVALUATION / "development" / "gold": EVALUATION / "development" / "texts",
    EVALUATION / "development_b" / "gold": EVALUATION / "development_b" / "texts",
    EVALUATION / "development_c" / "gold": EVALUATION / "development_c" / "texts",
    EVALUATION / "development_d" / "gold": EVALUATION / "development_d" / "texts",
    EVALUATION / "development_e" / "gold": EVALUATION / "development_e" / "texts",
    EVALUATION / "development_h" / "gold": EVALUATION / "development_h" / "texts",
    EVALUATION / "development_f" / "gold": EVALUATION / "development_f" / "texts",
    EVALUATION / "held_out_e" / "gold": EVALUATION / "held_out_e" / "texts",
    EVALUATION / "development_g" / "gold": EVALUATION / "development_g" / "texts",
    EVALUATION / "held_out_g" / "gold": EVALUATION / "held_out_g" / "texts",
    EVALUATION / "development_i" / "gold": EVALUATION / "development_i" / "texts",
    EVALUATION / "held_out_i" / "gold": EVALUATION / "held_out_i" / "texts",
    EVALUATION / "held_out_j" / "gold": EVALUATION / "held_out_j" / "texts",
}
TOGETHER = {"record.json", "names.json"}
SUFFIXES = {".txt", ".html"}

QUOTE_KINDS = {"direct", "partial", "mixed", "indirect"}
TIME_KINDS = {"DATE", "TIME", "DURATION", "SET", "VAGUE"}
TIME_STATUSES = {"scored", "optional", "header", "chrome"}
HOWS = {"name", "role", "nationality", "metonym", "pronoun", "group", "periphrasis"}
BLOCKS = {"title", "lead", "body", "caption", "credit", "dateline", "subhead", "chrome"}
STYLES = {"agency", "daily", "radio", "magazine", "live", "web", "official"}
CONTACT_KINDS = {
    *("appel", "rencontre", "reunion", "sommet", "visite", "pourparlers", "mission"),
    *("meeting", "talks", "summit", "call", "visit", "consultation", "mediation", "exchange", "press_conference"),
}
STATUSES = {"proposed", "planned", "ongoing", "held", "postponed", "cancelled", "refused", "denied"}
STANCES = {
    *("demand", "offer", "promise", "threat", "condition", "refusal", "acceptance", "denial", "accusation"),
    *("support", "concern"),
}
ASSERTIONS = {"asserted", "planned", "conditional", "hypothetical", "negated", "denied", "accused", "reported"}
EVENTS = {  # PLOVER: type -> modes
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "violence", "territory"},
    "PROTEST": {"demo", "strike", "riot", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "withdraw", "discontinue", "expel"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        *("seize", "restrict", "arrest", "deport", "withhold", "cyber", "censor", "curfew", "misinformation"),
        "martial-law",
    },
    "ASSAULT": {
        *("abduct", "torture", "sexual", "destroy", "beat", "crowd-control", "primitive", "firearms", "explosives"),
        *("targeted", "suicide-attack", "aerial", "drone", "heavy-weapons", "unconventional"),
    },
}
SPANNED = (
    *("blocks", "noise", "mentions", "quotes", "not_quotes", "times", "contacts", "non_contacts", "positions"),
    *("events", "figures"),
)
DAY = r"\d{4}-\d{2}-\d{2}"
ONE = r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?[~?%]?)"
EDTF = re.compile(rf"{ONE}|(?:{ONE}|\.\.)/(?:{ONE}|\.\.)|\[{DAY}(?:,{DAY})*\]")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

PAIRS = [
    pytest.param(path, texts, id=f"{gold.parent.name}-{path.stem}")
    for gold, texts in FOLDERS.items()
    for path in sorted(gold.glob("*.json"))
    if path.name not in TOGETHER
]
PRESENT = [pytest.param(gold, texts, id=gold.parent.name) for gold, texts in FOLDERS.items() if gold.is_dir()]


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def decoded(path):
    return path.read_bytes().decode("utf-8")  # newlines kept as they stand


def golds(folder):
    return [p for p in sorted(folder.glob("*.json")) if p.name not in TOGETHER]


def items(gold, *layers):
    return [(layer, item) for layer in layers for item in gold.get(layer, [])]


def test_there_is_gold():
    assert PAIRS


@pytest.mark.parametrize(("path", "texts"), PAIRS)
def test_head(path, texts):
    gold = load(path)
    assert Path(gold["file"]).stem == path.stem
    assert (texts / gold["file"]).is_file()
    assert gold.get("lang", "fr") == "fr"
    assert gold.get("style", "agency") in STYLES
    published = gold["published"]
    assert datetime.date.fromisoformat(published["iso"])
    assert EDTF.fullmatch(published["alone"]), published["alone"]


@pytest.mark.parametrize(("path", "texts"), PAIRS)
def test_spans_lie_inside_and_hold_their_words(path, texts):
    gold = load(path)
    text = decoded(texts / gold["file"])
    for layer, item in items(gold, *SPANNED):
        if not isinstance(item, dict) or item.get("span") is None:
            continue
        start, end = item["span"]
        assert 0 <= start < end <= len(text), (layer, item)
        said = text[start:end]
        assert said == said.strip() or layer in {"blocks", "noise"}, (layer, said)
        for field in ("text", "evidence"):
            if isinstance(item.get(field), str):
                assert item[field] == said, (layer, field)


@pytest.mark.parametrize(("path", "texts"), PAIRS)
def test_quotes(path, texts):
    gold = load(path)
    text = decoded(texts / gold["file"])
    marks = '"«»“”'
    for _, quote in items(gold, "quotes"):
        assert quote["kind"] in QUOTE_KINDS
        assert quote["speaker"]
        start, end = quote["span"]
        if quote["kind"] == "partial":  # the marks stand just outside
            assert text[:start].rstrip()[-1] in marks + "'‘’", text[start:end]
        if quote["kind"] == "indirect":
            assert not set(text[start:end]) & set(marks), text[start:end]


@pytest.mark.parametrize(("path", "texts"), PAIRS)
def test_times(path, texts):
    for _, time in items(load(path), "times"):
        assert time["kind"] in TIME_KINDS
        assert time.get("status", "scored") in TIME_STATUSES
        if time["kind"] == "DATE" and time.get("status", "scored") == "scored":
            assert EDTF.fullmatch(time["value"]), time
        said = re.match(rf"({'|'.join(WEEKDAYS)})\b", time["text"].casefold())
        if said and re.match(DAY, time["value"]) and "/" not in time["value"]:
            day = datetime.date.fromisoformat(time["value"][:10])
            assert WEEKDAYS[day.weekday()] == said[1], time


@pytest.mark.parametrize(("path", "texts"), PAIRS)
def test_vocabularies(path, texts):
    gold = load(path)
    for _, block in items(gold, "blocks"):
        assert block["kind"] in BLOCKS
    for _, mention in items(gold, "mentions"):
        assert mention["how"] in HOWS
        assert mention["actor"]
    for _, contact in items(gold, "contacts"):
        assert contact["kind"] in CONTACT_KINDS
        assert contact["status"] in STATUSES
        assert contact["participants"]
        assert not contact["date"] or EDTF.fullmatch(contact["date"]), contact
    for _, absent in items(gold, "non_contacts"):
        assert absent["participants"]
        assert absent["why"]
    for _, position in items(gold, "positions"):
        assert position["type"] in STANCES
        assert position["issuer"]
        assert bool(position.get("conditional")) == bool(position.get("condition")), position
    for _, event in items(gold, "events"):
        assert event["type"] in EVENTS
        assert event.get("mode") is None or event["mode"] in EVENTS[event["type"]], event
        assert event["assertion"] in ASSERTIONS
        assert not event.get("date") or EDTF.fullmatch(event["date"]), event
    for _, figure in items(gold, "figures"):
        low, high = figure["low"], figure["high"]
        assert low is not None or high is not None
        assert low is None or high is None or low <= high


@pytest.mark.parametrize(("folder", "texts"), PRESENT)
def test_every_text_has_its_gold(folder, texts):
    told = {p.name for p in texts.iterdir() if p.suffix in SUFFIXES}
    assert told == {load(p)["file"] for p in golds(folder)}


@pytest.mark.parametrize(("folder", "texts"), PRESENT)
def test_told_together(folder, texts):
    path = folder / "record.json"
    if not path.exists():
        pytest.skip("no record.json")
    record = load(path)
    stems = {name: p for p in golds(folder) for name in (p.stem, p.stem.split("_")[0])}  # a doc may go by its number
    for doc, published in record["published"].items():
        gold = load(stems[doc])["published"]
        assert (gold["alone"], gold["iso"]) == (published["alone"], published["together"])
    ids = [c["id"] for c in record["contacts"]]
    assert len(ids) == len(set(ids))
    for contact in record["contacts"]:
        assert contact["kind"] in CONTACT_KINDS
        assert contact["status"] in STATUSES
        assert contact["participants"]
        assert not contact.get("when") or EDTF.fullmatch(contact["when"]), contact
    for position in record["positions"]:
        assert position["type"] in STANCES
    for layer in ("contacts", "exchanges", "positions"):
        for item in record[layer]:
            assert item["docs"]
            assert set(item["docs"]) <= stems.keys(), item


@pytest.mark.parametrize(("folder", "texts"), PRESENT)
def test_names(folder, texts):
    path = folder / "names.json"
    if not path.exists():
        pytest.skip("no names.json")
    names = load(path)
    assert set(names) <= {"actors", "places", "iso"}
    for table in names.values():
        for name in table:
            assert name == name.casefold()
            assert name.isascii()
            assert not re.match(r"(l'|le |la |les |the )", name), name
