"""Names in a parsed text: what the gazetteer knows, what the model's entity recogniser sees, and which of them wins.

The gazetteer wins where both name the same words; the recogniser where its name is longer and makes sense
("Israel Katz" is a person, "University of Damascus" an organisation).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from communique.entities.actorfiles import Sense
from communique.entities.actors import Gazetteer
from communique.entities.notnames import ARMS, TAILS, headline_verb, parts_clauses
from communique.entities.standing import in_place
from communique.events.syntax import is_name_like_modal
from communique.naming.names import fold_word, is_acronym, words
from communique.parsing.tokens import Doc, Span, Token

_KINDS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Region",
    "FAC": "Facility",
    "NORP": "Group",
}
_STRIP_LEFT = frozenset(
    (
        *("the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "some", "all"),
        *("mr", "mrs", "ms"),
    )
)
_DASHES = frozenset(("-", "–", "—", "--"))
_STANCES = frozenset(("pro", "anti"))  # "pro-Rubio donors"
_NEAR = frozenset(("near", "outside", "inside", "around"))  # a headline's capital makes them parts of names
_STRIP_RIGHT = frozenset(("'s", "’s", "'", "’", ",", ".", "-", "(", ")", '"', "“", "”", ":", ";"))
_DIRECTIONS = frozenset(
    (
        *("northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "mainland"),
        *("northeast", "northwest", "southeast", "southwest"),
        *("northeastern", "northwestern", "southeastern", "southwestern"),
    )
)
_GATHERINGS = frozenset(
    ("meeting", "summit", "talks", "visit", "call", "phone", "trip", "agreement", "deal", "letter", "speech")
)
_MONTHS = frozenset(("march", "april", "may", "june", "august"))
_BEFORE_MONTH = frozenset(("in", "since", "until", "till", "during", "last", "next", "this", "mid", "late", "early"))
_ADDRESSES = frozenset(("mr", "mrs", "ms", "miss"))
_CALLINGS = frozenset((
    "activist", "adviser", "advisor", "analyst", "attorney", "author", "blogger", "businessman", "counsel", "diplomat",
    "economist", "expert", "farmer", "fellow", "historian", "journalist", "lawyer", "lecturer", "pollster", "professor",
    "researcher", "scholar", "scientist", "senator", "spokesman", "spokesperson", "spokeswoman", "strategist",
    "student", "teacher", "veteran",
))  # fmt: skip
_BARE = frozenset(
    ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "conj", "appos", "poss", "ROOT")
)  # where a name stands for itself
_PLACES = frozenset(("GPE", "LOC", "FAC"))


_PARTS = frozenset(("South", "Latin", "Central", "North", "Ibero", "Pan"))  # of the continent


@dataclass(frozen=True, slots=True)
class Name:
    """A named span: tokens `first` to `stop`, characters `begin` to `end`; `senses` what the data says it may be."""

    begin: int
    end: int
    text: str
    first: int
    stop: int
    label: str  # the recogniser's type, or ""
    senses: tuple[Sense, ...] = ()
    country: str | None = None  # a state's name within a longer name


def find_names(doc: Doc, gazetteer: Gazetteer) -> list[Name]:
    """All names in text order; none overlaps another."""
    starts, text = [t.idx for t in doc], doc.text  # spaCy puts the text together anew each time it is asked
    known = [
        Name(
            m.begin,
            m.end,
            text[m.begin : m.end],
            bisect_right(starts, m.begin) - 1,
            bisect_right(starts, m.end - 1),
            "",
            m.senses,
        )
        for m in gazetteer.matches(text)
    ]
    at: dict[int, Name] = {i: name for name in known for i in range(name.first, name.stop)}
    taken: list[Name] = []
    dropped: set[int] = set()
    for ent in doc.ents:
        if ent.label_ not in _KINDS:
            continue
        for piece in _pieces(ent, gazetteer):
            inside = list({id(at[t.i]): at[t.i] for t in piece if t.i in at}.values())
            if not inside and _is_the_kingdom(piece):
                continue
            if not inside:
                name = _name(piece, ent.label_)
                senses = gazetteer.state_sounding(name.text) if len(piece) == 1 else ()
                taken.append(replace(name, senses=senses) if senses else name)
                continue
            kept = _longer(piece, ent.label_, inside, gazetteer)
            if kept is not None:
                taken.append(kept)
                dropped.update(id(name) for name in inside)
    plausible = (_plausible(doc, name, gazetteer) for name in known if id(name) not in dropped)
    names = sorted([*taken, *(name for name in plausible if name is not None)], key=lambda n: (n.begin, -n.end))
    return _retyped(doc, _disjoint(names), gazetteer)


def _is_the_kingdom(piece: Span) -> bool:
    """ "The Kingdom", as official texts write it, is a description; "Kingdom on" a slip of the recogniser."""
    first = piece[0]
    described = first.text == "Kingdom" and first.i > 0 and first.nbor(-1).lower_ == "the"
    return described and (len(piece) == 1 or piece[1].pos_ == "ADP")


def _disjoint(names: list[Name]) -> list[Name]:
    out: list[Name] = []
    for name in names:
        if not out or name.begin >= out[-1].end:
            out.append(name)
    return out


def _name(span: Span, label: str) -> Name:
    return Name(span.start_char, span.end_char, span.text, span.start, span.end, label)


def _pieces(ent: Span, gazetteer: Gazetteer) -> list[Span]:
    """The entity without articles, titles and endings; "Putin and Trump" and names over lines in two."""
    doc, pieces, start = ent.doc, [], ent.start
    for token in ent:
        joined = ent.label_ in ("PERSON", "GPE", "NORP") and token.lower_ in ("and", "&", "or", "/")
        if ent.label_ == "PERSON" and token.text in _DASHES:  # "Ann Bell - Reed's sister" is two, "Bell-Reed" is one
            joined = token.i > ent.start and bool(doc[token.i - 1].whitespace_)
        joined = joined or (ent.label_ == "ORG" and parts_clauses(token, ent))
        if joined or (token.is_space and token.text.count("\n")):
            pieces.append(doc.span(start, token.i))
            start = token.i + 1
    pieces.append(doc.span(start, ent.end))
    return [p for p in (_trimmed(piece, ent.label_, gazetteer) for piece in pieces) if p is not None]


def _trimmed(span: Span, label: str, gazetteer: Gazetteer) -> Span | None:
    """The span without what belongs to no name; None if nothing is left."""
    doc, first, stop = span.doc, span.start, span.end
    titles = gazetteer.titles
    while first < stop and _leads(doc[first], label, gazetteer):
        first += 1
    for token in doc[first:stop]:
        if token.text in ("(", "[", "—") or (token.i > first and token.text[0] in ")]["):
            stop = token.i
            break
    while stop > first and (doc[stop - 1].text in _STRIP_RIGHT or doc[stop - 1].is_space):
        stop -= 1
    while stop > first and doc[stop - 1].text.upper() in ARMS:
        stop -= 1  # "an ISIL VBIED" is of a body, and none
    if label == "PERSON":
        stop = headline_verb(doc, first, stop)
    while label == "PERSON" and stop - first > 1 and doc[stop - 1].lower_ in _GATHERINGS:
        stop -= 1
    if label == "ORG" and stop < len(doc) and doc[stop].lower_ in titles.heads:
        while stop > first and doc[stop - 1].lower_ in titles.modifiers:
            stop -= 1  # "US National Security" before "Adviser"
    text = doc.span(first, stop).text
    if not any(c.isalpha() for c in text) or text.lower() in TAILS or (label == "PERSON" and not _is_persons(text)):
        return None
    return doc.span(first, stop)


def _is_persons(text: str) -> bool:
    """Whether a name can be somebody's: no "Bill 3065", no "X" of "Wealth-X"."""
    return len(text) > 1 and any(c.isupper() for c in text) and not any(c.isdigit() for c in text)


def _leads(token: Token, label: str, gazetteer: Gazetteer) -> bool:
    """Whether a token at the front of an entity is no part of the name: article, title, direction, preposition."""
    word = token.lower_.rstrip(".")
    if word in _STRIP_LEFT or token.text in _STRIP_RIGHT or token.is_space:
        return True
    titles = gazetteer.titles
    if label == "PERSON":
        title = word in titles.ranks or word in titles.heads or word in titles.modifiers or word in titles.former
        return title or token.pos_ in ("ADP", "SCONJ") or word in _STANCES | _NEAR
    return label in ("LOC", "GPE") and word in _DIRECTIONS and token.text.islower()


def _longer(piece: Span, label: str, inside: list[Name], gazetteer: Gazetteer) -> Name | None:
    """The recogniser's name where it beats those of the gazetteer within it, else None."""
    first, last = inside[0], inside[-1]
    if len(inside) == 1 and first.first <= piece.start and last.stop >= piece.end:
        if label == "PERSON" and all(s.how == "city" for s in first.senses) and not in_place(piece.root):
            large = any(gazetteer.cities.is_large(s.key) for s in first.senses)
            return None if large else _name(piece, label)
        return None
    if label == "PERSON":
        return _longer_person(piece, inside, gazetteer)
    if label == "NORP":
        return None
    senses = sorted((s for n in inside for s in n.senses), key=lambda s: not s.key.startswith("country/"))
    told = (s for s in senses if s.how != "city" or gazetteer.cities.is_large(s.key))  # there is a town named Federal
    country = next((c for s in told if (c := gazetteer.country_of(s.key))), None)
    extra = [t for t in piece if not any(n.first <= t.i < n.stop for n in inside)]
    if label in ("ORG", "FAC"):
        ends = [n for n in inside if n.stop >= piece.end and any(s.key.startswith("org/") for s in n.senses)]
        several = len(inside) > 1 and any(t.lower_ in ("and", ",", "-", "'s", "’s") for t in piece)
        if ends or several or not any(t.text[0].isupper() for t in extra):
            return None
        return replace(_name(piece, label), country=country)
    named = all(t.text[0].isupper() and t.lower_ not in _DIRECTIONS for t in extra)
    return replace(_name(piece, label), country=country) if len(inside) == 1 and extra and named else None


def _longer_person(piece: Span, inside: list[Name], gazetteer: Gazetteer) -> Name | None:
    """As in "Israel Katz" is a name; in "Russian Putin" and "Russia's Putin" the state is none of it."""
    doc, first = piece.doc, inside[0]
    if any(s.how == "person" for name in inside for s in name.senses):
        return None
    if first.first > piece.start or first.stop >= piece.end:
        return _name(piece, "PERSON")
    hows = {s.how for s in first.senses}
    follows = doc[first.stop]
    possessive = follows.lower_ in ("'s", "’s", "-") or follows.lower_.rstrip(".") in gazetteer.titles.heads
    adjective = "adjective" in hows and (hows <= {"adjective", "people"} or doc[first.first].text.isupper())
    if not possessive and not adjective:
        return _name(piece, "PERSON")
    rest = _trimmed(doc.span(first.stop, piece.end), "PERSON", gazetteer)
    if rest is None or any(n.first >= rest.start for n in inside):
        return None
    return _name(rest, "PERSON")


def _plausible(doc: Doc, name: Name, gazetteer: Gazetteer) -> Name | None:
    """The gazetteer's name with those senses that the text bears out; None where it is another word."""
    tokens = doc[name.first : name.stop]
    label = next((t.ent_type_ for t in tokens if t.ent_type_), "")
    states = all(s.key.startswith("country/") for s in name.senses)
    if not states and not any(t.pos_ in ("PROPN", "ADJ", "NOUN", "X") or t.text.isupper() for t in tokens):
        return None
    if name.first and doc[name.first - 1].text in _PARTS and name.text.startswith("American"):
        return None  # "South American leaders" are of no one state
    senses = []
    for sense in name.senses:
        if sense.how == "city":
            large = gazetteer.cities.is_large(sense.key)
            if label not in _PLACES and not (large and tokens[-1].pos_ == "PROPN"):
                continue
        senses.append(sense)
    if not senses:
        return None
    label = label if label in _KINDS else ""
    same = len(senses) == len(name.senses) and label == name.label
    return name if same else replace(name, senses=tuple(senses), label=label)


def _retyped(doc: Doc, names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """Correct the types with what the article itself shows: surnames of people named in full, names after a rank."""
    names = [replace(n, label="ORG") if _is_acronym(doc, n) else n for n in names]
    full = [n for n in names if n.stop - n.first > 1 or (n.label == "PERSON" and _addressed(doc, n))]
    surnames = {
        _surname(n) for n in full if (n.label == "PERSON" and not n.senses) or any(s.how == "person" for s in n.senses)
    }
    surnames.discard("")
    out = [_retype(doc, name, surnames, gazetteer) for name in names]
    covered = {i for n in names for i in range(n.first, n.stop)}
    for token in doc:
        if token.i in covered or len(token) < 3 or not token.text[0].isupper():
            continue
        if token.pos_ != "PROPN" and not is_name_like_modal(token):
            continue
        if token.lower_.rstrip(".") in gazetteer.titles.ranks or token.lower_ in gazetteer.titles.heads:
            continue
        if _is_month(token):
            continue
        stop = token.i + 1
        if fold_word(token.text) not in surnames:
            if not _after_title(doc, token.i, gazetteer):
                continue
            while stop < len(doc) and stop - token.i < 4 and doc[stop].pos_ == "PROPN" and stop not in covered:
                stop += 1
        covered.update(range(token.i, stop))
        out.append(_name(doc.span(token.i, stop), "PERSON"))
    return sorted(out, key=lambda n: n.begin)


def _is_acronym(doc: Doc, name: Name) -> bool:
    """Whether what the recogniser takes for a person ends in an acronym: "Junge SVP"; but "NG: I think so"."""
    spoken = name.stop < len(doc) and doc[name.stop].text == ":"
    return name.label == "PERSON" and not name.senses and not spoken and is_acronym(doc[name.stop - 1].text)


def _addressed(doc: Doc, name: Name) -> bool:
    return name.first > 0 and doc[name.first - 1].lower_.rstrip(".") in _ADDRESSES


def _is_month(token: Token) -> bool:
    """Whether a surname is the month here: "in May", "May 5"."""
    if token.lower_ not in _MONTHS:
        return False
    left = token.doc[token.i - 1].lower_ if token.i else ""
    right = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return left in _BEFORE_MONTH or (right is not None and right.like_num)


def _retype(doc: Doc, name: Name, surnames: set[str], gazetteer: Gazetteer) -> Name:
    cities_only = all(s.how == "city" for s in name.senses)
    if name.label == "ORG" and not name.senses and _is_described_as_person(doc, name):
        return replace(name, label="PERSON")
    if name.senses and _addressed(doc, name):
        return replace(name, label="PERSON", senses=tuple(s for s in name.senses if s.how == "person"))  # "Mr Jordan"
    root = doc[name.stop - 1]
    if name.label == "PERSON" and not name.senses:
        nobody = _surname(name) not in surnames or name.stop - name.first > 1
        if nobody and in_place(root) and not _after_title(doc, name.first, gazetteer):
            return replace(name, label="GPE")  # "near Karabilah"
        return name
    if cities_only and _after_title(doc, name.first, gazetteer):
        return replace(name, label="PERSON", senses=())
    if name.label == "ORG" and not name.senses and _is_person(doc, name, gazetteer):
        return replace(name, label="PERSON")
    alone = len(words(name.text)) == 1
    if (
        alone
        and _surname(name) in surnames
        and not in_place(root)
        and (cities_only or _is_bearer(doc, name, root, gazetteer))
    ):
        return replace(name, label="PERSON", senses=())
    return name


def _is_described_as_person(doc: Doc, name: Name) -> bool:
    """Whether a calling after a comma tells that a body's name is a person's: "Eva Lund, a professor of law"."""
    plain = all(t.is_alpha and t.is_title for t in doc[name.first : name.stop]) and name.stop - name.first <= 3
    apposed = (c for c in doc[name.stop - 1].rights if c.dep_ == "appos" and c.tag_ == "NN")
    return plain and any(c.lower_ in _CALLINGS and c.left_edge.nbor(-1).text == "," for c in apposed)


def _is_bearer(doc: Doc, name: Name, root: Token, gazetteer: Gazetteer) -> bool:
    """Whether a word for a people, or what is not the whole of a body's name, stands as somebody's surname here.

    "Cuban", "Guardian" where the article names Mark Cuban and Don Guardian; "Bloomberg" stays the agency.
    """
    for sense in name.senses:
        entity = gazetteer.entity(sense.key)
        own = entity is not None and entity.label == name.text
        if sense.how == "person" or (sense.how == "name" and (own or sense.key.startswith("country/"))):
            return False
    led = name.first > 0 and (doc[name.first - 1].lower_ in ("the", "a", "an") or doc[name.first - 1].pos_ == "ADJ")
    return root.tag_ in ("NNP", "NN", "JJ") and root.dep_ in _BARE and not led


def _is_person(doc: Doc, name: Name, gazetteer: Gazetteer) -> bool:
    """Whether what the recogniser takes for a body is a person: "Eswar Prasad, a professor of ...", or "Trump"."""
    tokens, root = doc[name.first : name.stop], doc[name.stop - 1]
    if len(tokens) > 3 or not all(t.is_alpha and t.text.istitle() for t in tokens):
        return False
    if len(tokens) == 1:
        led = any(child.dep_ in ("det", "amod") for child in root.lefts)
        return not led and root.dep_ in _BARE and bool(gazetteer.people_named(name.text))
    apposed = next((child for child in root.rights if child.dep_ == "appos"), None)
    lemma = apposed.lemma_.lower() if apposed is not None else ""
    return lemma in gazetteer.titles.heads or gazetteer.nominals.sections.get(lemma) in ("official", "armed", "people")


def _surname(name: Name) -> str:
    return words(name.text)[-1]


def _after_title(doc: Doc, first: int, gazetteer: Gazetteer) -> bool:
    """Whether a rank or an office stands right before: "President Mugabe", "Lt. Gen. Avril"."""
    if first == 0:
        return False
    left = doc[first - 1]
    word = left.lower_.rstrip(".")
    return left.text[0].isupper() and (word in gazetteer.titles.ranks or word in gazetteer.titles.alone)
