"""Which time expression dates an event: the one that grammar ties to the words that evoke it.

A date belongs to the noun or verb that it modifies ("Thursday's meeting", "met on Thursday"). A verb that only says
that the event takes place passes its date on ("talks will be held on Monday", "scheduled for July"), and so does a verb
of planning to what is planned. A clause with a predicate of its own keeps its date: in "said on Monday that they met on
Sunday" each verb has one day. Where grammar ties nothing, the answer is None.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.model import TimeMention, TimeSpan
from communique.parsing.tokens import Doc, Token
from communique.times import timevalues as values
from communique.times.datepatterns import INDEFINITE
from communique.times.tense import told_with, words

_LINKS = words(
    """
    prep pobj pcomp npadvmod nmod compound nummod appos poss advmod amod dep conj case punct quantmod attr intj
    meta parataxis
    """
)
_NOMINAL = words("NOUN PROPN PRON NUM SYM X")
# Verbs that say of an event only that it is, begins, or is arranged: their date is its date.
_LIGHT = words(
    """
    be hold take occur happen have make give begin start open end close conclude finish conduct pay host attend
    stage launch carry come go schedule plan set slate expect due fix kick break erupt
    resume last convene sign do undergo mount commit reach strike issue impose deliver leave
    """
)
_PLANNING = words(
    """
    schedule plan set slate expect due be agree intend want hope arrange prepare start begin continue go appear
    seem have need decide vow promise refuse decline fail manage
    """
)
_EVENTIVE_ENDINGS = ("tion", "sion", "ment", "ing", "ence", "ance", "sal", "val", "ure")
_EVENTIVE = words(
    """
    talk summit visit attack vote raid war strike call trip tour deal treaty pact protest rally coup crash clash
    battle debate speech report statement letter interview poll ceasefire truce accord blast assault referendum
    campaign ceremony session decree order law shooting massacre revolution uprising arrest trial verdict crisis
    demonstration riot murder death dinner
    """
)
_REPORTING = words(
    """
    say tell report announce add write claim state confirm note comment declare warn quote deny insist stress
    reveal admit acknowledge explain suggest
    """
)
_MOVED = words("postpone delay move push shift reschedule adjourn defer")
_SINCE = frozenset(["since"])


def time_of(doc: Doc, root: int, times: Sequence[TimeMention], published: TimeSpan | None = None) -> TimeMention | None:
    """The mention that dates the event evoked at token `root`, out of `find_times` (in text order); None if unsure.

    `published` are the days of the article. The mention is one of `times`; its value is that of the event: open-ended
    after "since", joined over "1992-1995".
    """
    event = doc[root]
    sentence = event.sent
    candidates = [
        mention
        for mention in _within(times, sentence.start, sentence.end)
        if mention.text.lower() not in INDEFINITE and not _stands_apart(doc, mention, root)
    ]
    if not candidates:
        return None
    owned: list[tuple[int, int, int]] = []
    for number, mention in enumerate(candidates):
        if (rank := _tie(event, doc, mention)) is not None:
            owned.append((rank, abs(mention.root - root), number))
    if not owned:
        return next((m for m in candidates if _is_of_the_order(event, doc, m, published)), None)
    _, _, best = min(owned)
    return _of_event(doc, candidates[best], candidates[best + 1 : best + 2])


def _is_of_the_order(event: Token, doc: Doc, mention: TimeMention, published: TimeSpan | None) -> bool:
    """ "Ordered him to leave on Tuesday", of a Tuesday that is over when it is told: the order's day."""
    value, told = values.covers(mention.value), values.covers(published)
    if value is None or told is None or value.last > told.last or event.tag_ != "VBD" or mention.root < event.i:
        return False
    owner = next(reversed(list(_governors(doc, mention))), None)
    infinitive = owner is not None and any(c.dep_ == "aux" and c.lower_ == "to" for c in owner.lefts)
    return infinitive and owner is not None and owner.dep_ in ("xcomp", "ccomp") and owner.head.i == event.i


def _within(times: Sequence[TimeMention], first: int, stop: int) -> list[TimeMention]:
    start = bisect_left(times, first, key=lambda mention: mention.first)
    end = bisect_left(times, stop, lo=start, key=lambda mention: mention.first)
    return list(times[start:end])


def _stands_apart(doc: Doc, mention: TimeMention, root: int) -> bool:
    """A dateline ("SOCHI, May 10 /TASS/") or a line of another paragraph, which the parser took into the sentence."""
    low, high = min(mention.stop, root), max(mention.first, root)
    if any(token.is_space and token.text.count("\n") > 1 for token in doc[low:high]):
        return True
    place: list[Token] = []
    for number in range(mention.first - 1, max(-1, mention.first - 9), -1):
        token = doc[number]
        if "\n" in token.text:
            break
        place.append(token)
    else:
        if mention.first > 8:
            return False
    named = [token for token in place if token.is_alpha]
    if not named or not (place[0].text == "," or all(len(token) > 3 for token in named)):
        return False
    following = doc[mention.stop] if mention.stop < len(doc) else None
    marked = following is not None and following.text[:1] in "(/-–—."
    return all(token.is_upper for token in named) or (marked and all(token.is_title for token in named))


def _of_event(doc: Doc, mention: TimeMention, following: Sequence[TimeMention]) -> TimeMention:
    """The mention with the value that the event takes from it."""
    value = mention.value
    if value is None:
        return mention
    if following and following[0].value and _is_dashed(doc, mention, following[0]):
        return replace(mention, value=values.between(value, following[0].value) or value)
    if mention.first and doc[mention.first - 1].lower_ in _SINCE and "/" not in value.edtf:
        return replace(mention, value=values.since(value))
    return mention


def _is_dashed(doc: Doc, left: TimeMention, right: TimeMention) -> bool:
    """ "1992-1995", in three tokens or in one."""
    one_apart = right.begin - left.end == 1
    return one_apart and (right.first < left.stop or doc[left.stop].text in ("-", "–", "—", "/"))


def _tie(event: Token, doc: Doc, mention: TimeMention) -> int | None:
    """How directly a date belongs to an event: 0 modifies it, 1 and more through its clause; None not at all."""
    if _is_its_when(event, doc, mention):
        return 0
    if (told := told_with(doc[mention.root])) is not None:
        return 0 if told.i == event.i else None
    governors = list(_governors(doc, mention))
    if _is_subject_matter(doc, mention):
        return None
    if event in governors:
        return governors.index(event)
    if not governors or mention.first <= event.i < mention.stop:
        return None
    owner = governors[-1]
    if event.pos_ in ("VERB", "AUX"):
        return 4 if _verb_shares(event, owner, mention) else None
    return 5 if _noun_shares(event, owner, mention) else None


def _is_its_when(verb: Token, doc: Doc, mention: TimeMention) -> bool:
    """ "On Monday evening, when the minister announced it": the clause right behind a date tells what happened then."""
    when = next((c for c in verb.lefts if c.lower_ == "when" and c.tag_ == "WRB"), None)
    if when is None:
        return False
    behind = doc[mention.stop] if mention.stop < len(doc) else when
    return when.i == mention.stop + (behind.text == ",")


def _governors(doc: Doc, mention: TimeMention) -> Iterator[Token]:
    """What a date modifies, and above it what that stands in, up to the first verb or noun that happens in time."""
    token = doc[mention.root]
    through_preposition = False
    while token.head.i != token.i and token.dep_ in _LINKS:
        above = token.head
        through_preposition = through_preposition or above.pos_ in ("ADP", "SCONJ")
        token = above
        if mention.first <= token.i < mention.stop or token.pos_ in (
            "ADP",
            "SCONJ",
            "PUNCT",
            "ADV",
            "DET",
            "PART",
            "CCONJ",
            "ADJ",
        ):
            continue
        yield token
        if token.pos_ in ("VERB", "AUX"):
            return
        modifies = not through_preposition  # "Thursday's meeting": the noun's own date
        if token.pos_ == "NOUN" and (modifies or _is_eventive(token)):
            return
    # A noun that does not happen in time ("met the head of the firm on Monday") leaves the date to its clause.
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp"):
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token
            return
        if token.pos_ == "NOUN" and _is_eventive(token):
            yield token
            return


def _is_eventive(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in _EVENTIVE or (len(lemma) > 6 and lemma.endswith(_EVENTIVE_ENDINGS))


def _verb_shares(event: Token, owner: Token, mention: TimeMention) -> bool:
    """Whether a verb takes the date of another verb of its clause."""
    if owner.pos_ not in ("VERB", "AUX"):
        return _is_setting(owner, event) or _is_light_object(owner, event, mention)
    if _is_circumstance(owner, event):
        return True
    if event.dep_ in ("xcomp", "ccomp") and event.head.i == owner.i:
        if owner.lemma_ in _REPORTING or event.dep_ == "ccomp":
            # "On May 2 they met, the ministry said": the parser may give the frame to the verb that comes last
            return mention.root < event.i < owner.i
        return mention.root > event.i or owner.lemma_ in _PLANNING or mention.root < owner.i
    if owner.dep_ == "xcomp" and owner.head.i == event.i:
        return event.lemma_ in _PLANNING and event.pos_ == "AUX"
    first, second = _first_conjunct(event), _first_conjunct(owner)
    if first.i != second.i or _has_subject_of_its_own(max(event, owner, key=lambda token: token.i)):
        return False
    # "On May 2 he called and wrote"; "met and signed a deal on Monday"; not "left on Monday and wrote"
    return mention.root < min(event.i, owner.i) or (event.i < owner.i < mention.root)


def _is_subject_matter(doc: Doc, mention: TimeMention) -> bool:
    """ "We agreed on July 7": what was agreed on, as nothing else is; not "agreed on Monday to meet"."""
    preposition = doc[mention.root].head
    verb = preposition.head
    return (
        preposition.lower_ == "on"
        and verb.lemma_ in ("agree", "decide", "settle")
        and preposition.i == verb.i + 1
        and not any(
            child.dep_ in ("xcomp", "ccomp", "dobj", "advcl") or _is_other(child, preposition)
            for child in verb.children
        )
    )


def _is_other(child: Token, preposition: Token) -> bool:
    return child.dep_ == "prep" and child.i != preposition.i


def _is_setting(noun: Token, event: Token) -> bool:
    """ "In a statement on Friday, the ministry condemned ...": the noun tells where and when the verb happened."""
    preposition = noun.head
    return (
        noun.dep_ == "pobj"
        and preposition.lower_ in ("in", "at", "during")
        and preposition.head.i == event.i
        and _is_eventive(noun)
    )


def _adjoins(noun: Token, mention: TimeMention) -> bool:
    """ "would talk at the summit in Rome next month": the month right behind a gathering is the gathering's too.

    Not so a day, which may be one of several, and not the date of what is done to an event ("condemned the raid ...").
    """
    covered = values.covers(mention.value)
    if covered is None or (covered.last - covered.first).days < 6 or not noun.i < mention.first <= noun.i + 6:
        return False
    between = noun.doc[noun.i + 1 : mention.first]
    plain = all(token.pos_ in ("ADP", "PROPN", "DET", "NUM") for token in between)
    return plain and noun.dep_ == "pobj" and noun.doc[mention.root].dep_ == "npadvmod" and _is_eventive(noun)


def _is_light_object(noun: Token, event: Token, mention: TimeMention) -> bool:
    """ "had a talk this week", where the parser gives the date to the talk."""
    own = event.doc[mention.root].dep_ in ("poss", "compound", "nmod", "amod")
    return noun.dep_ == "dobj" and noun.head.i == event.i and event.lemma_ in _LIGHT and not own


def _is_circumstance(owner: Token, event: Token) -> bool:
    """ "Speaking in Rome on Friday, she condemned ...": a participle before the verb that happens along with it."""
    plain = all(child.dep_ not in ("mark", "aux", "auxpass", "nsubj") for child in owner.children)
    return owner.dep_ == "advcl" and owner.head.i == event.i and owner.tag_ == "VBG" and plain and owner.i < event.i


def _passes_on(verb: Token, mention: TimeMention) -> bool:
    """Whether a verb's date is that of what it is about: "was held on Monday", "was postponed until Monday"."""
    if verb.lemma_ in _MOVED:
        return verb.doc[mention.root].head.lower_ in ("until", "till", "to", "for")
    return verb.lemma_ in _LIGHT


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _has_subject_of_its_own(verb: Token) -> bool:
    return verb.dep_ == "conj" and any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _noun_shares(event: Token, owner: Token, mention: TimeMention) -> bool:
    """Whether an event noun takes the date of the verb that it is subject or object of, or that modifies it."""
    if _adjoins(event, mention):
        return True
    if owner.pos_ not in ("VERB", "AUX"):
        return False
    if owner.dep_ in ("acl", "relcl") and owner.head.i == event.i:
        return _passes_on(owner, mention)
    holder = event
    while holder.dep_ in ("conj", "appos", "compound", "pobj", "prep") and holder.head.pos_ in ("NOUN", "PROPN", "ADP"):
        if holder.head.i == holder.i:
            break
        holder = holder.head
        if holder.pos_ in ("NOUN", "PROPN") and _is_eventive(holder):
            return False
    above = owner
    while above.dep_ in ("xcomp", "acomp") and above.head.i != above.i:
        above = above.head
    if holder.dep_ in ("nsubj", "nsubjpass", "csubj") and above.i != owner.i and holder.head.i == above.i:
        return _passes_on(owner, mention)  # "the summit is expected to be held on Friday"
    if holder.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "csubj", "oprd") and holder.head.i == owner.i:
        return _passes_on(owner, mention)
    if holder.dep_ == "pobj" and holder.head.head.i == owner.i:
        return _passes_on(owner, mention) and holder.head.lower_ in ("for", "in", "at", "on", "during")
    return False
