"""Names in a parsed text: what the gazetteer knows, what the model's entity recogniser sees, and which of them wins.

The gazetteer wins where both name the same words; the recogniser where its name is longer and makes sense
("Israel Katz" is a person, "University of Damascus" an organisation).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from communique.actorfiles import Sense
from communique.actors import Gazetteer
from communique.names import words

_KINDS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Region",
    "FAC": "Facility",
    "NORP": "Group",
}
_STRIP_LEFT = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "some",
        "all",
        "mr.",
        "mr",
        "mrs.",
        "mrs",
        "ms.",
        "ms",
    ]
)
_STRIP_RIGHT = frozenset(("'s", "’s", "'", "’", ",", ".", "-", "(", ")", '"', "“", "”", ":", ";"))
_DIRECTIONS = frozenset(
    [
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "mainland",
    ]
)
_GATHERINGS = frozenset(
    [
        "meeting",
        "summit",
        "talks",
        "visit",
        "call",
        "phone",
        "trip",
        "agreement",
        "deal",
        "letter",
        "speech",
        "interview",
    ]
)
_PLACES = frozenset(("GPE", "LOC", "FAC"))


@dataclass(frozen=True, slots=True)
class Name:
    """A named span: tokens `first` to `stop`, characters `begin` to `end`; `senses` what the data says it may be."""

    begin: int
    end: int
    first: int
    stop: int
    label: str  # the recogniser's type, or ""
    senses: tuple[Sense, ...] = ()
    country: str | None = None  # a state's name within a longer name


def find_names(doc: Doc, gazetteer: Gazetteer) -> list[Name]:
    """All names in text order; none overlaps another."""
    starts = [t.idx for t in doc]
    known = [
        Name(m.begin, m.end, bisect_right(starts, m.begin) - 1, bisect_right(starts, m.end - 1), "", m.senses)
        for m in gazetteer.matches(doc.text)
    ]
    at: dict[int, Name] = {i: name for name in known for i in range(name.first, name.stop)}
    taken: list[Name] = []
    dropped: set[int] = set()
    for ent in doc.ents:
        if ent.label_ not in _KINDS:
            continue
        for piece in _pieces(ent, gazetteer):
            inside = list({id(at[t.i]): at[t.i] for t in piece if t.i in at}.values())
            if not inside:
                taken.append(_name(piece, ent.label_))
                continue
            kept = _longer(piece, ent.label_, inside, gazetteer)
            if kept is not None:
                taken.append(kept)
                dropped.update(id(name) for name in inside)
    plausible = (_plausible(doc, name, gazetteer) for name in known if id(name) not in dropped)
    names = sorted([*taken, *(name for name in plausible if name is not None)], key=lambda n: (n.begin, -n.end))
    return _people(doc, _disjoint(names), gazetteer)


def _disjoint(names: list[Name]) -> list[Name]:
    out: list[Name] = []
    for name in names:
        if not out or name.begin >= out[-1].end:
            out.append(name)
    return out


def _name(span: Span, label: str) -> Name:
    return Name(span.start_char, span.end_char, span.start, span.end, label)


def _pieces(ent: Span, gazetteer: Gazetteer) -> list[Span]:
    """The entity without articles, titles and endings; "Putin and Trump" and names over lines in two."""
    doc, pieces, start = ent.doc, [], ent.start
    for token in ent:
        joined = ent.label_ in ("PERSON", "GPE", "NORP") and token.lower_ in ("and", "&", "or", "/")
        if joined or (token.is_space and token.text.count("\n")):
            pieces.append(doc[start : token.i])
            start = token.i + 1
    pieces.append(doc[start : ent.end])
    return [p for p in (_trimmed(piece, ent.label_, gazetteer) for piece in pieces) if p is not None]


def _trimmed(span: Span, label: str, gazetteer: Gazetteer) -> Span | None:
    doc, first, stop = span.doc, span.start, span.end
    titles = gazetteer.titles
    while first < stop:
        word = doc[first].lower_.rstrip(".")
        title = label == "PERSON" and (
            word in titles.ranks or word in titles.heads or word in titles.modifiers or word in titles.former
        )
        if (
            word in _STRIP_LEFT
            or doc[first].text in _STRIP_RIGHT
            or doc[first].is_space
            or title
            or (label in ("LOC", "GPE") and word in _DIRECTIONS and doc[first].text.islower())
        ):
            first += 1
        else:
            break
    while stop > first and (doc[stop - 1].text in _STRIP_RIGHT or doc[stop - 1].is_space):
        stop -= 1
    if label == "PERSON":
        while stop - first > 1 and doc[stop - 1].lower_ in _GATHERINGS:
            stop -= 1
    if label == "ORG" and stop < len(doc) and doc[stop].lower_ in titles.heads:
        while stop > first and doc[stop - 1].lower_ in titles.modifiers:
            stop -= 1  # "US National Security" before "Adviser"
    if first == stop or not any(c.isalpha() for c in doc[first:stop].text):
        return None
    if label == "PERSON" and not any(t.text[0].isupper() for t in doc[first:stop]):
        return None
    return doc[first:stop]


def _longer(piece: Span, label: str, inside: list[Name], gazetteer: Gazetteer) -> Name | None:
    """The recogniser's name where it beats those of the gazetteer within it, else None."""
    doc = piece.doc
    first, last = inside[0], inside[-1]
    if first.first <= piece.start and last.stop >= piece.end and len(inside) == 1:
        return None
    keys = {s.key.partition("/")[0] for name in inside for s in name.senses}
    if label == "PERSON":
        if any(s.how == "person" for name in inside for s in name.senses):
            return None
        start = piece.start
        if first.first <= piece.start < first.stop:
            words_only = all(s.how in ("adjective", "people") for s in first.senses)
            follows = doc[first.stop] if first.stop < piece.end else None
            spoken_for = follows is not None and (
                follows.lower_ in ("'s", "’s", "-") or follows.lower_.rstrip(".") in gazetteer.titles.heads
            )
            if (
                any(s.how == "adjective" for s in first.senses) and (words_only or doc[first.first].text.isupper())
            ) or spoken_for:
                start = first.stop
        if start > piece.start:
            rest = _trimmed(doc[start : piece.end], label, gazetteer)
            inner = [n for n in inside if rest is not None and n.first >= rest.start]
            if rest is None or inner:
                return None
            return _name(rest, label)
        return _name(piece, label)
    if label in ("ORG", "FAC"):
        if "org" in keys and any(
            n.stop >= piece.end and any(s.key.startswith("org/") for s in n.senses) for n in inside
        ):
            return None
        if len(inside) > 1 and any(t.lower_ in ("and", ",", "-", "'s", "’s") for t in piece):
            return None
        if first.first == piece.start and first.stop == piece.end:
            return None
        if all(not t.text[0].isupper() for t in piece if t.i < first.first or t.i >= last.stop):
            return None
        country = next((c for n in inside for s in n.senses if (c := gazetteer.country_of(s.key))), None)
        return replace(_name(piece, label), country=country)
    if label == "NORP":
        return None
    extra = [t for t in piece if not any(n.first <= t.i < n.stop for n in inside)]
    if len(inside) == 1 and extra and all(t.text[0].isupper() and t.lower_ not in _DIRECTIONS for t in extra):
        country = next((c for s in first.senses if (c := gazetteer.country_of(s.key))), None)
        return replace(_name(piece, label), country=country)
    return None


def _plausible(doc: Doc, name: Name, gazetteer: Gazetteer) -> Name | None:
    """The gazetteer's name with those senses that the text bears out; None where it is another word."""
    tokens = doc[name.first : name.stop]
    label = next((t.ent_type_ for t in tokens if t.ent_type_), "")
    if not any(t.pos_ in ("PROPN", "ADJ", "NOUN", "X") or t.text.isupper() for t in tokens):
        return None
    senses = []
    for sense in name.senses:
        if sense.how == "city":
            place = label in _PLACES
            large = gazetteer.cities.is_large(sense.key)
            if not (place or (large and label in ("", "ORG") and tokens[-1].pos_ == "PROPN")):
                continue
            if not large and len(name.senses) == 1 and not place:
                continue
        senses.append(sense)
    return replace(name, senses=tuple(senses), label=label if label in _KINDS else "") if senses else None


def _people(doc: Doc, names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """Correct the types with what the article itself shows: surnames of people named in full, names after a rank."""
    surnames = {
        words(doc.text[n.begin : n.end])[-1]
        for n in names
        if n.stop - n.first > 1 and ((n.label == "PERSON" and not n.senses) or any(s.how == "person" for s in n.senses))
    }
    out: list[Name] = []
    covered = {i for n in names for i in range(n.first, n.stop)}
    for name in names:
        single = name.stop - name.first == 1
        if single and name.label not in ("", "PERSON") and not name.senses:
            if words(doc[name.first].text)[-1] in surnames or _after_title(doc, name.first, gazetteer):
                name = replace(name, label="PERSON")
        elif not name.senses and name.label != "PERSON" and _after_title(doc, name.first, gazetteer):
            name = replace(name, label="PERSON")
        out.append(name)
    for token in doc:
        if token.i in covered or token.pos_ != "PROPN" or not token.text[0].isupper() or len(token) < 3:
            continue
        if token.lower_.rstrip(".") in gazetteer.titles.ranks or token.lower_ in gazetteer.titles.heads:
            continue
        known_surname = words(token.text)[-1] in surnames
        if known_surname or _after_title(doc, token.i, gazetteer):
            stop = token.i + 1
            while (
                not known_surname
                and stop < len(doc)
                and stop - token.i < 4
                and doc[stop].pos_ == "PROPN"
                and stop not in covered
            ):
                stop += 1
            span = doc[token.i : stop]
            covered.update(range(span.start, span.end))
            out.append(_name(span, "PERSON"))
    return sorted(out, key=lambda n: n.begin)


def _after_title(doc: Doc, first: int, gazetteer: Gazetteer) -> bool:
    """Whether a rank or an office stands right before: "President Mugabe", "Lt. Gen. Avril"."""
    if first == 0:
        return False
    left = doc[first - 1]
    word = left.lower_.rstrip(".")
    return left.text[0].isupper() and (word in gazetteer.titles.ranks or word in gazetteer.titles.alone)
