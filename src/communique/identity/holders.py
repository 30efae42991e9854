"""Descriptions by an office: whom "the Russian minister", "his Turkish counterpart", "the two presidents" mean.

By apposition first, then by the offices that the article gives, then by those that the actor files give for its day.
"""

from __future__ import annotations

from dataclasses import replace

from communique.identity import people, pronouns
from communique.identity.discourse import Discourse
from communique.identity.pronouns import SUBJECTS, Settled
from communique.model import Entity, EntityMention

PEERS = frozenset(("counterpart", "colleague"))
_HEADS = frozenset(
    ("president", "prime minister", "chancellor", "king", "supreme leader", "leader", "general secretary")
)
_HEADLIKE = frozenset(("leader", "head of state", "head of government", "head"))
# One post under several names: what a peer's is called depends on the state.
_EVERYWHERE = {
    "secretary of state": "foreign minister", "foreign secretary": "foreign minister",
    "defense secretary": "defense minister", "treasury secretary": "finance minister",
}  # fmt: skip
_HERE = {
    ("foreign minister", "USA"): "secretary of state", ("foreign minister", "GBR"): "foreign secretary",
    ("foreign minister", "PHL"): "foreign secretary", ("defense minister", "USA"): "defense secretary",
    ("defense minister", "GBR"): "defense secretary", ("finance minister", "USA"): "treasury secretary",
}  # fmt: skip
_INDEFINITE = ("a ", "an ", "any ", "every ", "each ", "no ", "some ", "another ", "one ")
_DEFINITE = ("the ", "both", "their ", "these ", "all ")
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_TOP = frozenset(
    (
        *("secretary general", "director general", "high representative", "chairman", "managing director"),
        *("president", "high commissioner", "executive director", "director", "chief", "leader"),
    )
)


def titled(d: Discourse, mention: EntityMention) -> Settled:
    """Whom a description by office means."""
    named = None if mention.plural else beside(d, mention)
    if named:
        return (named,), [], 0.95, "in apposition to the name"
    if d.lemma(mention) in PEERS:
        return _counterpart(d, mention)
    if mention.plural:
        return _several(d, mention)
    title, state = mention.title or "", mention.title_country
    bare = title == "diplomat" and d.doc[mention.first].dep_ not in ("det", "poss")  # "expels Canadian diplomat"
    if bare or (mention.text.lower().startswith(_INDEFINITE) and not _of_a_kind(d, mention)):
        return _nobody(d, mention)
    candidates = [
        (d.last(key), key) for key, held in d.offices.items() if any(_holds(d, key, h, mention) for h in held)
    ]
    doers = pronouns.beside(d, d.doc[mention.root])  # "Sow met the minister": another one
    before = [c for c in candidates if c[0] >= 0 and (c[1],) not in doers]
    if state and title in _HEADLIKE:  # "the Indian leader" is not a party's, of whose state nothing is said
        candidates = [(at, key) for at, key in candidates if state in _nations(d, key)]
        before = [c for c in before if c in candidates]
    if before:
        if len(before) > 1 and state is None:
            before = _own(d, before) or before
        return (max(before)[1],), [], 0.85, f"the {title} named before"
    if mention.former:
        return _nobody(d, mention)
    by_files = _by_files(d, mention)
    if by_files:
        return (by_files,), [], 0.8, f"named before, and {title} on the article's day by the actor files"
    of = f"country/{state}" if state else mention.title_of
    holders = d.gazetteer.holders(of, title, d.day) if of else ()
    if len(holders) == 1:
        return holders, [], 0.8, "holder of the office on the article's day, by the actor files"
    if len(candidates) == 1 and (candidates[0][1],) not in doers:
        return (candidates[0][1],), [], 0.7, f"the only {title} named"
    return _nobody(d, mention)


def _nations(d: Discourse, key: str) -> set[str | None]:
    """The states that somebody acts for, by the article and by the actor files."""
    told = {h.title_country for h in d.offices.get(key, ())}
    return told | {s[8:] for s in d.states_of(key)} | {d.gazetteer.country_of(key)}


def _of_a_kind(d: Discourse, mention: EntityMention) -> bool:
    """As in "it is the first visit by a Greek president", which says what kind of thing the one just told of is."""
    token = d.doc[mention.root]
    for _ in range(6):
        if token.dep_ == "attr" and token.head.lemma_ == "be":
            return token.i != mention.root and mention.title_country is not None
        if token.head.i == token.i:
            break
        token = token.head
    return False


def _nobody(d: Discourse, mention: EntityMention) -> Settled:
    of = mention.title_country or (mention.title_of or "").rpartition("/")[2]
    return d.unnamed(mention, f"{of} {mention.title or ''}", "Person")


def _holds(d: Discourse, key: str, held: EntityMention, mention: EntityMention) -> bool:
    """Whether an office that the article gives somebody can be the one that the description says."""
    if not people.same_office(mention.title or "", held.title or ""):
        return False
    if mention.former and not held.former:
        return False
    if held.title_of and not held.title_country and (mention.title_country or mention.title_of != held.title_of):
        return not mention.title_country and not mention.title_of
    record: Entity | None = d.records.get(key)
    theirs = held.title_country or (record.represents[0][8:] if record and record.represents else None)
    theirs = theirs or d.gazetteer.country_of(key)
    return mention.title_country is None or theirs is None or mention.title_country == theirs


def _by_files(d: Discourse, mention: EntityMention) -> str | None:
    """Who was named last of those who hold the office on the article's day, though it does not say so."""
    if d.day is None or not mention.text.lower().startswith(("the ", "his ", "her ", "its ", "their ")):
        return None
    title, state, body = mention.title or "", mention.title_country, mention.title_of
    found: dict[str, str] = {}
    doers = pronouns.beside(d, d.doc[mention.root])
    for past in reversed(d.past[-80:]):
        if past.mention.kind != "Person" or len(past.keys) != 1 or past.keys in doers:
            continue
        for office in d.gazetteer.offices(past.keys[0]):
            of = office.of[8:] == state if state else office.of == body if body else office.of.startswith("country/")
            if of and people.same_office(title, office.title) and office.holds(d.day):
                found.setdefault(past.keys[0], office.of)
    around = _states_around(d, mention) if len(found) > 1 else set()
    return next((key for key, of in found.items() if of in around), next(iter(found), None))


def _states_around(d: Discourse, mention: EntityMention) -> set[str]:
    """The states of what the sentence names: "the president said at the White House" is no other one's."""
    number = d.sentence(mention.first)
    first = d.ends[number - 1] if number else 0
    names = (d.names[i][0] for i in range(first, d.ends[number]) if i in d.names)
    return {f"country/{name.country}" for name in names if name.kind != "Country" and name.country}


def _own(d: Discourse, candidates: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Of several holders those of the state of whoever is spoken of: his aide's "the president" is his own."""
    keys = {key for _, key in candidates}
    for past in reversed(d.past[-12:]):
        if len(past.keys) != 1 or past.keys[0] in keys or not past.keys[0].startswith("person/"):
            continue
        states = d.states_of(past.keys[0])
        return [(at, key) for at, key in candidates if set(d.states_of(key)) & set(states)]
    return []


# -- in apposition


def beside(d: Discourse, mention: EntityMention) -> str | None:
    """The person whose name the description stands in apposition to."""
    root = d.doc[mention.root]
    if root.dep_ == "appos" and root.head.i in d.named_roots:
        return d.named_roots[root.head.i]
    for child in root.children:
        if child.dep_ == "appos" and child.i in d.named_roots:
            return d.named_roots[child.i]
    if root.dep_ == "attr" and root.head.lemma_ == "be":
        for child in root.head.children:
            if child.dep_ == "nsubj" and child.i in d.named_roots:
                return d.named_roots[child.i]
    named = _between_commas(d, mention)
    if named is not None:
        return named
    if mention.first > 1 and d.doc[mention.first - 1].text == "," and root.dep_ in SUBJECTS:
        return _after_name(d, mention)
    if mention.first > 1 and d.doc[mention.first - 1].text == ",":
        last = d.past[-1] if d.past else None
        if last and last.mention.stop == mention.first - 1 and last.mention.kind == "Person" and len(last.keys) == 1:
            return last.keys[0]
    return None


def _after_name(d: Discourse, mention: EntityMention) -> str | None:
    """As in "Ada Sow of Lund, the party's chair, said", where the parser takes the chair for the subject."""
    after = [t.lower_ for t in d.doc[mention.stop : mention.stop + 2]]
    if not mention.text.lower().startswith("the ") or after[:1] != [","] or after[1:] == ["and"]:
        return None
    for past in reversed(d.past[-3:]):
        between = d.doc[past.mention.stop : mention.first - 1]
        is_near = len(between) == 0 or (len(between) < 5 and between[0].lower_ in ("of", "from"))
        if is_near and past.mention.root in d.named_roots and past.sentence == d.sentence(mention.first):
            return d.named_roots[past.mention.root]
    return None


def _between_commas(d: Discourse, mention: EntityMention) -> str | None:
    """As in "his Polish counterpart, Jan Sowa, ...", whatever the parser makes of it."""
    first = _past_complement(d, mention) + 1
    definite = mention.text.lower().startswith(("the ", "his ", "her ", "its ", "their ")) or "'s " in mention.text
    if not definite or first >= len(d.doc) or d.doc[first - 1].text != ",":
        return None
    while first + 1 < len(d.doc) and first not in d.starts and _is_rank(d, first):
        first += 1  # "the new chief, Brig.-Gen. Ada Sow"
    name = d.starts.get(first)
    if name is None or name.root not in d.named_roots:
        return None
    closed = name.stop < len(d.doc) and d.doc[name.stop].text in (",", ".", ";", ")")
    return d.named_roots[name.root] if closed else None


def _is_rank(d: Discourse, i: int) -> bool:
    word = d.doc[i].lower_
    return word in (".", "-") or any(part.rstrip(".") in d.gazetteer.titles.ranks for part in word.split("-"))


def _past_complement(d: Discourse, mention: EntityMention) -> int:
    """The token after a description and what hangs on it: "the leader of the party in the north|, Ada Sow,"."""
    stop = mention.stop
    if stop >= len(d.doc) or d.doc[stop].dep_ != "prep" or d.doc[stop].head.i != mention.root:
        return stop
    for i in range(stop, min(stop + 12, len(d.doc))):
        if d.doc[i].text == ",":
            return i
        if d.doc[i].pos_ in ("VERB", "AUX", "PUNCT"):
            break
    return stop


# -- peers


def peer_office(d: Discourse, mention: EntityMention) -> EntityMention | None:
    """The office that "his Turkish counterpart" says, as a mention with title and state: its owner's, elsewhere."""
    if d.lemma(mention) not in PEERS or mention.country is None:
        return None
    for past in reversed(d.past[-40:]):
        if past.mention.kind != "Person" or len(past.keys) != 1 or past.mention.begin >= mention.begin:
            continue
        for title, state, former in _held(d, past.keys[0]):
            if state and state != mention.country and not former:
                title = _HERE.get((_EVERYWHERE.get(title, title), mention.country), _EVERYWHERE.get(title, title))
                return replace(mention, title=title, title_country=mention.country)
    return None


def in_every_state(office: EntityMention) -> bool:
    """Whether each state has one such office under this name, so that a peer holds the very same."""
    title = office.title or ""
    return title in ("president", "prime minister", *_EVERYWHERE) or (
        title.endswith("minister") and title != "minister"
    )


def _held(d: Discourse, key: str) -> list[tuple[str, str | None, bool]]:
    """The offices of somebody, with their states: as the article gives them, else by the actor files on its day."""
    record = d.records.get(key)
    nation = record.represents[0][8:] if record and record.represents else None
    told = [
        (h.title, h.title_country or nation, h.former)
        for h in d.offices.get(key, ())
        if h.title and h.title not in ("prince", "king")
    ]
    if told or d.day is None:
        return told
    offices = [o for o in d.gazetteer.offices(key) if o.of.startswith("country/") and o.holds(d.day)]
    return [(o.title, o.of[8:], False) for o in offices]


def _counterpart(d: Discourse, mention: EntityMention) -> Settled:
    """Who holds the same office of the state named: "his Chinese counterpart"."""
    state, peer = mention.country, peer_office(d, mention)
    if peer is None or peer.title is None:
        return (), [], 0.2, "the peer of nobody in particular"
    for key, others in d.offices.items():
        if any(o.title == peer.title and o.title_country == state for o in others):
            return (key,), [], 0.8, "same office, the other state"
    found = d.gazetteer.holders(f"country/{state}", peer.title, d.day)
    if len(found) == 1:
        return found, [], 0.75, "same office, the other state, by the actor files"
    return d.unnamed(mention, f"{state} {peer.title}", "Person")


# -- several holders


def _several(d: Discourse, mention: EntityMention) -> Settled:
    """As in "the two presidents", "the foreign ministers": those of the office among the last persons."""
    title = mention.title or ""
    states = _states_said(d, mention)
    if len(states) > 1:
        return _of_states(d, mention, title, states)
    if not mention.text.lower().startswith(_DEFINITE):
        return (), [], 0.0, "several of an office, nobody in particular"
    sentence = d.sentence(mention.first)
    counted = next((_NUMBERS[word] for word in mention.text.lower().split() if word in _NUMBERS), None)
    wanted = counted or 2
    found: dict[str, None] = {}
    for past in reversed(d.past[-60:]):
        if past.mention.kind != "Person" or len(past.keys) != 1 or past.mention.plural:
            continue
        key = past.keys[0]
        if past.leads and past.sentence == sentence and d.doc[mention.root].dep_ in ("dobj", "pobj", "dative"):
            continue  # "Sow congratulated the two presidents": others
        fits = any(people.same_office(title, h.title or "") for h in d.offices.get(key, ())) or any(
            o.title in _HEADS if title in _HEADLIKE else o.title == title and d.day and o.holds(d.day)
            for o in d.gazetteer.offices(key)
        )
        if fits and (mention.country is None or d.gazetteer.country_of(key) == mention.country):
            found[key] = None
        if len(found) == wanted and (counted or sentence - past.sentence > 4):
            break
        if len(found) > wanted:  # more than two of them are spoken of, and nothing says which
            return (), [], 0.2, f"several {title}s named before"
    if len(found) == wanted:
        return tuple(reversed(found)), [], 0.8, f"the {title}s named before"
    return (), [], 0.0, "several of an office, nobody named before"


def _states_said(d: Discourse, mention: EntityMention) -> list[str]:
    """The states that the words name: "the Danish and Dutch ministers", "the leaders of Chad and Niger"."""
    names = [name for name, _ in d.within(mention)]
    for prep in d.doc[mention.root].rights:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            names += [d.names[t.i][0] for o in prep.children for t in (o, *o.conjuncts) if t.i in d.names]
    return list(dict.fromkeys(name.country for name in names if name.kind in ("Country", "City") and name.country))


def _of_states(d: Discourse, mention: EntityMention, title: str, states: list[str]) -> Settled:
    """As in "the French and American presidents": the holders of the office in these states; else the states."""
    found: list[str] = []
    for state in states:
        one = replace(mention, title=title, title_country=state, country=state, plural=False)
        named = [key for key, held in d.offices.items() if any(_holds(d, key, h, one) for h in held)]
        known = named or list(d.gazetteer.holders(f"country/{state}", title, d.day))
        found += known if len(known) == 1 else [f"country/{state}"]
    return tuple(dict.fromkeys(found)), [], 0.75, "the holders of the office in the states named, or these states"


def chief_of(d: Discourse, body: str) -> tuple[str, ...]:
    """Who heads an organisation, as in "the UN chief": somebody named who does, else by the actor files."""
    told = [
        key for key, held in d.offices.items()
        if any(h.title_of == body and not h.former and (h.title in _TOP or "chief" in (h.title or "")) for h in held)
    ]  # fmt: skip
    if len(told) == 1:
        return (told[0],)
    by_files = [h for title in sorted(_TOP) for h in d.gazetteer.holders(body, title, d.day)]
    return (by_files[0],) if len(set(by_files)) == 1 else ()
