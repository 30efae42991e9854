"""What is said: the characters of the clause or phrase that a reporting word governs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from communique.parsing.tokens import Token
from communique.speech.asides import asides, explanations, has_aux, without_glosses
from communique.speech.cues import Cue
from communique.speech.spans import EDGE
from communique.speech.words import names_thing

_WH = frozenset(["whether", "if", "why", "how", "what", "when", "where", "who"])
_BESIDE = frozenset(["nsubj", "mark", "aux", "advmod", "npadvmod", "punct", "prep"])  # of "as he put it in May"
_CONDITIONS = frozenset(["if", "unless", "until", "because"])
_LETTING = frozenset(["accept", "agree", "allow", "grant", "post"])  # "was allowed to stay": nobody says so
_WITH_THAT = frozenset(["allow", "grant", "rule"])
_WITHOUT_THAT = frozenset(["describe", "detail", "outline"])
_EXPLAINING = frozenset(["describe", "detail", "explain", "illustrate", "outline"])
_ASCRIBING = frozenset(["blame", "credit", "fault", "thank"])
_REACH = 16  # tokens between a cue and a clause that the parser put elsewhere
_CLAUSE_HEADS = frozenset(["VERB", "AUX"])


def by_form(verb: Token, form: str, cue: Cue) -> tuple[list[Token], frozenset[int]]:
    """Tokens whose subtrees are the verb's content in this form, and the subtrees' roots that are not part of it."""
    if form == "clause":
        tops = _clauses(verb) or _raised(verb, cue)
        return ([*tops, *_more(verb, tops)] if tops else tops), asides(tops)
    if form == "infinitive":
        return _infinitive(verb, cue), frozenset()
    if form == "gerund":
        found = [c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "advcl") and _is_gerund(c)]
        return [c for c in found if c.dep_ != "advcl" or c.left_edge.i == verb.i + 1], frozenset()
    if form == "predicate":
        return without_glosses(_predicate(verb))
    if form == "object":
        gives = any(c.dep_ == "dative" for c in verb.children)  # "denied the crew a rest"
        theme = "nsubjpass" if any(c.dep_ == "agent" for c in verb.rights) else "dobj"
        found = [c for c in verb.children if c.dep_ == theme and not gives]
        if cue.kind == "deny":  # "denied this"; not "denied Lund the post"
            found = [c for c in found if c.ent_type_ != "PERSON"]
        else:
            found = [c for c in found if c.pos_ != "PRON"]
        return found, frozenset(aside.i for noun in found for aside in explanations(noun))
    if form == "as":
        return _as(verb), frozenset()
    return without_glosses(_oblique(verb, form, cue))


def is_topic(verb: Token, form: str, kind: str, tops: Sequence[Token]) -> bool:
    """Whether the content only names what the words were about: "voiced concern", "praised the crew for its work"; not
    "blamed the crew for the collapse"."""
    if form == "object" and kind not in ("ask", "deny"):
        return all(c.dep_ in ("det", "poss") for top in tops for c in top.children)
    if form == "clause":
        return verb.lemma_ in _EXPLAINING and all(top.left_edge.lower_ in _WH for top in tops)
    if form not in ("for", "over") or kind != "judge" or verb.lemma_ in _ASCRIBING:
        return False
    return not any(c.dep_ == "pcomp" for top in tops for c in top.children)


def _clauses(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ != "ccomp" or _comes_after_object(verb, child) or (child.tag_ == "VBG" and not has_aux(child)):
            continue
        is_led = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts)
        is_bare = not (is_led or child.i < verb.i or any(c.tag_ == "MD" for c in child.lefts) or _speaks_law(verb))
        if (verb.lemma_ in _WITH_THAT and is_bare) or (verb.lemma_ in _WITHOUT_THAT and is_led):
            continue  # "allowed sailors expanded access", "described a walk that she thought meant trouble"
        if child.pos_ not in _CLAUSE_HEADS and not any(c.dep_ in ("nsubj", "mark", "cop") for c in child.children):
            continue
        if (
            child.tag_ == "VB"
            and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            and not any(c.lower_ in _WH for c in child.children)
        ):
            continue
        found.append(child)
    return found or _misplaced_clause(verb)


def _raised(verb: Token, cue: Cue) -> list[Token]:
    """What a passive tells of its subject: "the ship is reported to have sunk"."""
    if cue.kind != "say" or cue.addressee is not None or verb.lemma_ in _LETTING:
        return []
    subjects = [c for c in verb.lefts if c.dep_ == "nsubjpass"]
    found = [c for c in verb.rights if c.dep_ == "xcomp" and _is_infinitive(c)]
    return subjects + found if subjects and found else []


def _more(verb: Token, tops: Sequence[Token]) -> Iterator[Token]:
    """What belongs to a reported clause though the parser hung it on the verb: a condition, a second that-clause."""
    first, last = tops[0], tops[-1]
    has_subject = _has_subject(first) or not first.i > verb.i
    for child in verb.rights:
        marks = {c.lower_ for c in child.lefts if c.dep_ == "mark"}
        edge = child.left_edge
        if child.i < first.i:
            is_led = any(c.dep_ == "mark" for c in first.lefts)  # "told the mate that “come and get it”"
            if child.dep_ == "dobj" and not has_subject and not is_led and child.right_edge.i + 1 == first.left_edge.i:
                yield child  # "explained the refusal is a weakness", where "refusal" is the clause's subject
        elif (child.dep_ == "advcl" and marks & _CONDITIONS and edge.nbor(-1) == last.right_edge) or (
            child.dep_ == "conj" and "that" in marks
        ):
            yield child
        elif child.dep_ == "dep" and child.left_edge.i == last.right_edge.i + 1 and child.left_edge.text not in EDGE:
            yield child  # what the parser could not place, right after the clause


def _speaks_law(verb: Token) -> bool:
    """Whether a court rules, or a judge."""
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in ("court", "judge", "panel", "tribunal") for c in verb.lefts)


def _comes_after_object(verb: Token, clause: Token) -> bool:
    """Whether a comma parts the clause from an object: "when she announced her plan, the port was closed"."""
    first = clause.left_edge
    is_apart = first.i > verb.i and "," in (first.text, first.nbor(-1).text) and first.lower_ != "that"
    return is_apart and any(c.dep_ == "dobj" and c.i < first.i for c in verb.rights)


def _is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.lefts)


def _is_gerund(token: Token) -> bool:
    return token.tag_ == "VBG" or any(c.tag_ == "VBG" and c.dep_ in ("aux", "auxpass") for c in token.lefts)


def _is_likened(verb: Token, clause: Token) -> bool:
    """ "They feel like they won"."""
    return clause.left_edge.i == verb.i + 1 and clause.left_edge.lower_ == "like"


def _misplaced_clause(verb: Token) -> list[Token]:
    """A that-clause that the parser hung on a noun in between: "told the Gazette before the vote that ..."."""
    if verb.lemma_ in _WITHOUT_THAT:
        return []
    for token in verb.doc[verb.i + 1 : verb.i + _REACH]:
        if token.text in (".", "?", "!", ";", ",") or "\n" in token.text:
            return []
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > token.i:
            above = list(token.head.ancestors)
            owners = [a for a in above if a.dep_ == "conj" and a.pos_ in _CLAUSE_HEADS and verb.i < a.i < token.i]
            is_clause = _has_subject(token.head) and verb in above and not owners
            return [token.head] if is_clause else []
    return []


def _infinitive(verb: Token, cue: Cue) -> list[Token]:
    found = [child for child in verb.rights if child.dep_ in ("xcomp", "ccomp") and _is_infinitive(child)]
    if found and cue.addressee is None:
        return found
    if not found and cue.addressee is not None:
        found = [c for c in verb.rights if c.dep_ == "advcl" and _is_infinitive(c) and " ".join(cue.words).count(" on")]
    if found and (people := [p for c in verb.children if c.lower_ in ("on", "upon") for p in c.children if c.i < p.i]):
        return people + found
    if found and (objects := [c for c in verb.children if c.dep_ == "dobj" and c.i < found[0].i]):
        return objects + found
    if not found and cue.addressee is not None:  # "urged them to wait" where the parser hangs the clause on "them"
        for child in verb.children:
            is_led = any(c.dep_ in ("acl", "relcl") and c.tag_ == "VB" for c in child.children)
            if child.dep_ == "dobj" and is_led and not names_thing(child):
                return [child]
    return found


def _predicate(verb: Token) -> list[Token]:
    predicates = [c for c in verb.children if c.dep_ == "oprd"]
    themes = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    is_led = any(c.dep_ == "prep" and c.lower_ in ("onto", "into", "to") for c in verb.rights)  # "called the clerk in"
    if predicates and (themes or not is_led):
        return themes + predicates
    for child in verb.children:  # a small clause: "called the bridge a folly"
        if child.dep_ == "ccomp" and child.pos_ not in _CLAUSE_HEADS and child.i > verb.i and _has_subject(child):
            return [child]
    return []


def _as(verb: Token) -> list[Token]:
    for child in verb.children:
        if child.lower_ == "as" and child.dep_ == "prep" and child.i > verb.i:
            return [c for c in verb.children if c.dep_ in _THEME] + [child, *_qualifying(verb, child)]
        if child.dep_ == "advcl" and child.i > verb.i and any(c.lower_ == "as" for c in child.lefts):
            return [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")] + [child]
    return []


def _qualifying(verb: Token, child: Token) -> list[Token]:
    """A phrase that the parser took from an adjective: "cast him as weak on trade"."""
    if not any(c.dep_ == "amod" or c.pos_ == "ADJ" for c in child.children):
        return []
    following = (c for c in verb.rights if c.dep_ == "prep" and c.left_edge.i == child.right_edge.i + 1)
    return [c for c in following if not any(o.ent_type_ in ("DATE", "TIME") for o in c.children)]


def _oblique(verb: Token, preposition: str, cue: Cue) -> list[Token]:
    if preposition == "for":
        for child in verb.rights:  # "called for the mayor to resign"
            if child.dep_ in ("advcl", "ccomp", "xcomp") and child.left_edge.lower_ == "for" and _is_infinitive(child):
                return [child]
    for child in verb.children:
        if child.dep_ in ("prep", "agent") and child.lower_ == preposition and child.i > verb.i:
            inner = [c for c in child.children if c.dep_ in ("pobj", "pcomp")]
            if not inner:
                return []
            if preposition == "for" and cue.kind == "ask" and any(c.dep_ == "dobj" for c in verb.children):
                return []  # "called an election for June"
            if preposition in _OF_THEMES and (objects := [c for c in verb.children if c.dep_ in _THEME]):
                return [*objects, child, *_following(verb, child)]
            return inner + _following(verb, child) if preposition in ("of", "against") else inner
    if (
        preposition in _OF_THEMES and cue.kind == "judge"
    ):  # the parser may hang it on the object: "accused the captain of theft"
        for theme in verb.rights:
            if theme.dep_ == "dobj" and any(c.dep_ == "prep" and c.lower_ == preposition for c in theme.rights):
                return [theme]
    return []


def _following(verb: Token, child: Token) -> list[Token]:
    """What goes on right after a phrase though the parser hung it on the verb: "accused him of fraud | in the vote",
    "warned of a strike | if fares rise"."""
    last, found = child.right_edge.i, []
    for other in verb.rights:
        if other.i < child.i or other.left_edge.i != last + 1:
            continue
        held = next((c for c in other.children if c.dep_ == "pobj"), None)
        is_phrase = held is not None and held.ent_type_ not in _WHEN and held.lemma_ not in _OCCASIONS
        is_phrase = is_phrase and other.dep_ == "prep" and other.lower_ in _JOINED
        if is_phrase or (other.dep_ == "advcl" and other.left_edge.lower_ in ("if", "unless")):
            found.append(other)
            last = other.right_edge.i
    return found


_JOINED = frozenset(["against", "for", "from", "in", "over", "to", "with"])
_WHEN = frozenset(["DATE", "TIME", "GPE", "FAC"])
_OCCASIONS = frozenset([
    "address", "article", "book", "campaign", "column", "conference", "debate", "editorial", "email", "hearing",
    "interview", "letter", "meeting", "message", "op-ed", "post", "rally", "remark", "report", "response", "speech",
    "statement", "television", "testimony", "tweet", "video",
])  # fmt: skip
_THEME = frozenset(["dobj", "nsubjpass"])
_OF_THEMES = frozenset(["of", "for", "on", "over", "at"])  # what they govern is said of an object


def around(verb: Token, found: Sequence[Cue]) -> Token | None:
    """The clause that a parenthetic cue interrupts or follows: "the talks, he said, failed", "as he said, ..."."""
    if verb.dep_ == "parataxis":
        clause = clause_over(verb.head)
        return clause if clause is not None and _has_subject(clause) else None
    if verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.lefts):
        if verb.i > verb.head.i and verb.left_edge.nbor(-1).text != ",":
            return None  # "talks failed as protests continued"
        is_bare = all(c.dep_ in _BESIDE or c.lower_ == "it" for c in verb.children)
        own = frozenset[str]().union(*(cue.takes for cue in found))  # "as the ministry hints at a strike, ..."
        is_bare = is_bare and not any(c.dep_ == "prep" and c.lower_ in own for c in verb.rights)
        return clause_over(verb.head) if is_bare else None
    return None


def clause_over(token: Token) -> Token | None:
    """The verb of the clause that a token stands in."""
    while token.pos_ not in _CLAUSE_HEADS or token.dep_ in ("aux", "auxpass", "amod"):
        if token.head == token:
            return token
        token = token.head
    return token


def whole_clause(token: Token) -> Token | None:
    """The clause that "according to" qualifies: the whole sentence where a comma sets it off at the end."""
    clause = clause_over(token.head)
    if clause is None:
        return None
    is_last = token.i > 0 and token.nbor(-1).text == "," and clause.i < token.i
    while clause.dep_ == "conj" or (is_last and clause.dep_ in ("ccomp", "advcl", "xcomp", "relcl", "pcomp", "acl")):
        above = clause_over(clause.head)
        if above is None or above == clause or (clause.dep_ == "conj" and not is_last and _has_subject(clause)):
            break
        clause = above
    return clause


def conjunct_after(token: Token) -> list[Token]:
    """What a source between two predicates qualifies, the second with its subject: of "The council met and, according
    to the clerk, adopted a plan" the council and what it adopted; nothing where it stands elsewhere."""
    i = token.i - 1
    if i > 0 and token.doc[i].text == ",":
        i -= 1
    if i < 0 or token.doc[i].dep_ != "cc" or token.doc[i].head.pos_ not in _CLAUSE_HEADS:
        return []
    first = token.doc[i].head
    second = next((c for c in first.rights if c.dep_ == "conj" and c.i > token.i), None)
    if second is None:
        return []
    if _has_subject(second):
        return [second]
    while not _has_subject(first) and first.dep_ == "conj":
        first = first.head
    return [*(c for c in first.lefts if c.dep_ in ("nsubj", "nsubjpass")), second]


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "csubj") for child in verb.lefts)
