"""Who does what in a parsed sentence: logical subjects and objects, over passives, relatives, control and coordination.

All functions take and give spaCy tokens. The labels are those of spaCy's English models (ClearNLP: nsubj, nsubjpass,
dobj, agent, relcl, acl, xcomp ...). Nothing here knows of events or actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.parsing.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
# Verbs whose subject, not object, is the understood subject of the infinitive: "promised Iran to send grain".
SUBJECT_CONTROL = frozenset(
    {"promise", "vow", "use", "take", "sign", "reach", "make", "threaten", "hold", "spend", "need"}
    | {"call", "phone", "telephone", "ring", "contact", "visit", "meet"}  # "called Ortiz to thank him"
)
DITRANSITIVE = frozenset(
    """
    give grant offer send hand lend promise pledge award deny refuse pay show teach tell allow accord assign guarantee
    supply sell owe allot
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
# "ordered nine officials jailed", "had the envoy removed": whoever orders it does it.
CAUSATIVE = frozenset({"order", "have", "get", "command"})
# Verbs whose participle says what was done to their object, or in the passive to their subject.
BECOMING = CAUSATIVE | {"report", "see", "find", "leave", "want", "keep", "fear", "believe", "watch", "confirm"}
_ONE_SHORT_SYLLABLE = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
_TWO_CONSONANTS = re.compile("[^aeiou]{2}$")
WAYS = frozenset({"way", "road", "route", "path"})  # "on the way to Lima": a goal that nothing is done to
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
MAX_CLIMB = 6  # clauses; deeper embedding is the parser's error more often than the writer's


def lemma(token: Token) -> str:
    """The lemma in lower case, mended where spaCy's rules go wrong with -ed and -ing ("staged": not "stag")."""
    found = token.lemma_.lower()
    if token.tag_ in ("VBD", "VBN", "VBG"):
        word = token.lower_
        if word in (found + "ed", found + "ing") and _ONE_SHORT_SYLLABLE.fullmatch(found):
            return found + "e"  # a short syllable would double its consonant: "stagged"
        if found == word and word.endswith("ed"):
            return word[:-2] if _TWO_CONSONANTS.search(word[:-2]) else word[:-1]
    return found


def is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(c.dep_ in SUBJECTS for c in token.children)


def is_passive(verb: Token) -> bool:
    """Whether the surface subject of the verb is its logical object."""
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass"):
            return True
        if child.dep_ == "agent":  # "rejected an appeal by Kim" where the parser hangs the phrase on the verb: active
            return verb.tag_ == "VBN" or not any(c.dep_ == "dobj" for c in verb.rights)
    if _is_small_clause(verb):
        return True
    bare = verb.tag_ == "VBD" and verb.dep_ == "acl"  # a tagger's slip: "a poll released on Monday"
    if verb.tag_ != "VBN" and not (bare and not any(c.dep_ in ("dobj", *SUBJECTS) for c in verb.children)):
        return False
    if any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return False
    if verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)
    return verb.dep_ == "advcl" and not any(c.dep_ == "dobj" for c in verb.children)


def _is_small_clause(verb: Token) -> bool:
    """A participle alone under a verb that tells what became of somebody: "were reported killed", "saw them jailed"."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("xcomp", "oprd", "ccomp") or lemma(verb.head) not in BECOMING:
        return False
    return not any(c.dep_ in ("aux", "auxpass", "dobj", "mark") for c in verb.children)


def antecedent(token: Token) -> Token:
    """For a relative pronoun the noun that it stands for, else the token itself."""
    if token.lower_ not in RELATIVE or token.tag_ not in ("WDT", "WP", "WP$", "IN", "DT"):
        return token
    for above in _up(token):
        if above.dep_ == "relcl":
            named = _named(above.head)
            return named if token.lower_ != "which" or named.ent_type_ != "PERSON" else _thing_before(token, named)
    return token


def _thing_before(pronoun: Token, person: Token) -> Token:
    """What "which" takes up beside a person: "Ana Duarte, head of the Union of Miners, which backed him": the union."""
    before = pronoun.nbor(-1) if pronoun.i else pronoun
    if before.text == "," and before.i:
        before = before.nbor(-1)
    while before.dep_ in ("pobj", "prep") and before.ent_type_ and before.head.ent_type_ == before.ent_type_:
        before = before.head  # the head of a name of several words
    return before if before.pos_ in ("NOUN", "PROPN") and before.ent_type_ != "PERSON" else person


def _named(noun: Token) -> Token:
    """Whom an apposition describes: "Ana Duarte, a colleague and rival who accused him": Duarte."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == "NOUN":
        first = first.head
    name = first.head
    singular = noun.tag_ == "NN" and name.tag_ == "NNP"
    return name if first.dep_ == "appos" and singular else noun


def _up(token: Token) -> Iterator[Token]:
    for _ in range(MAX_CLIMB):
        yield token
        if token.head is token:
            return
        token = token.head


def own_subjects(verb: Token) -> list[Token]:
    return (
        [*_before_in_caption(verb), *(antecedent(c) for c in verb.lefts if c.dep_ in SUBJECTS)]
        or [antecedent(c) for c in verb.rights if c.dep_ in ("nsubj", "nsubjpass")]
        or [c for c in verb.lefts if is_name_like_modal(c)]
        or _hung_on_object(verb)
    )


def _hung_on_object(verb: Token) -> list[Token]:
    """The subject that the parser took for a second object: Chad in "is charging the men and Chad has freed others"."""
    start = verb.left_edge.i
    if verb.dep_ != "conj" or start == 0:
        return []
    noun = verb.doc[start - 1]
    while noun.dep_ != "conj" and noun.head.right_edge.i == start - 1 and noun.head is not noun:
        noun = noun.head
    return [noun] if is_cut_off(noun) else []


def is_cut_off(noun: Token) -> bool:
    """Whether a coordinated noun begins a clause: a finite verb that agrees with it follows it at once."""
    end = noun.right_edge.i + 1
    if noun.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN") or end >= len(noun.doc):
        return False
    first = noun.doc[end]
    verb = first.head if first.dep_ in ("aux", "auxpass") else first
    if first.tag_ not in _FINITE or verb.dep_ != "conj" or verb.left_edge.i != end or verb.head.i > noun.i:
        return False
    joined = noun.left_edge.i and noun.doc[noun.left_edge.i - 1].lower_ in ("and", "but", "while")
    agrees = first.tag_ not in ("VBZ", "VBP") or (first.tag_ == "VBP") == (noun.tag_ in ("NNS", "NNPS"))
    return bool(joined) and agrees


def _before_in_caption(verb: Token) -> list[Token]:
    """Who is told of with his side first: "Berg, left, and Sow shake hands", where the parser reads a verb."""
    side = verb.head
    if verb.dep_ != "conj" or side.lower_ != "left" or side.i == 0 or {side.nbor(-1).text, side.nbor(1).text} != {","}:
        return []
    return [c for c in side.lefts if c.dep_ == "nsubj" and c.pos_ == "PROPN" and c.i + 2 == side.i]


def is_name_like_modal(token: Token) -> bool:
    """Theresa May and George Will: a capital modal right before a finite verb, which no modal governs."""
    if token.dep_ != "aux" or token.tag_ not in ("MD", "NNP") or not token.text.istitle() or token.head.i <= token.i:
        return False
    verb = token.head
    return verb.tag_ in ("VBD", "VBN", "VBZ") and not any(c.dep_ == "aux" and c.i != token.i for c in verb.lefts)


def surface_subjects(verb: Token, climbs: int = MAX_CLIMB) -> list[Token]:
    """What stands, or is understood, as grammatical subject: own, shared, controlling, modified noun."""
    own = own_subjects(verb)
    if own or climbs == 0 or verb.head is verb:
        return own
    head, dep = verb.head, verb.dep_
    if dep in ("acl", "amod", "relcl"):
        return owners(head, climbs - 1) if dep != "amod" and is_infinitive(verb) else [head]
    if dep in ("acomp", "attr") and head.pos_ in ("AUX", "VERB"):
        return surface_subjects(head, climbs - 1)  # "is willing to send": of the copula
    if dep == "pcomp" or (dep == "advcl" and head.dep_ == "prep"):
        return _of_gerund(head, climbs - 1)
    if dep == "conj" and not is_verbal(head):
        return owners(head, climbs - 1) if is_infinitive(verb) else []
    if dep == "conj":
        return surface_subjects(head, climbs - 1)
    if dep in ("xcomp", "ccomp", "advcl", "oprd", "dep", "parataxis", "prep"):
        asked = _addressed(head) if dep == "xcomp" and is_infinitive(verb) else []
        controllers = [] if lemma(head) in SUBJECT_CONTROL or dep == "advcl" else objects_right(head)
        return asked or controllers or surface_subjects(head, climbs - 1)
    return []


_ADDRESSING = frozenset({"call", "shout", "appeal", "plead", "yell", "signal", "scream", "prevail"})


def _addressed(verb: Token) -> list[Token]:
    """Who is to do it: "shouted at the crowd to leave", "called on Lima to sign"."""
    if lemma(verb) not in _ADDRESSING:
        return []
    return [t for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("on", "upon", "at", "to") for t in pobjects(c)]


def _of_gerund(preposition: Token, climbs: int) -> list[Token]:
    """ "accused Iran of sending": Iran; "replied by expelling": who replied; "its policy of jailing": whose policy."""
    governor = preposition.head
    if is_verbal(governor):
        if preposition.lower_ in ("of", "from", "into", "for", "against", "with"):
            patients = logical_objects(governor)
            if patients:
                return patients
        return surface_subjects(governor, climbs)
    if governor.pos_ == "ADJ" and governor.dep_ in ("acomp", "attr"):
        return surface_subjects(governor.head, climbs)  # "are guilty of violating"
    return owners(governor, climbs)


def owners(noun: Token, climbs: int = MAX_CLIMB) -> list[Token]:
    """Whose plan, offer or decision: its possessor, a by- or of-phrase, or the subject of the verb that governs it."""
    found = [c for c in noun.children if c.dep_ == "poss"]
    found = found or [p for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from") for p in pobjects(c)]
    found = found or [
        c for c in noun.children if c.dep_ in ("compound", "amod") and c.ent_type_ in ("GPE", "NORP", "ORG")
    ]
    if found or climbs <= 0:
        return found
    if noun.dep_ in ("dobj", "attr", "conj", "nsubjpass", "pobj"):
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        if is_verbal(governor):
            return logical_subjects(governor) if noun.dep_ != "conj" else []
        return owners(governor, climbs - 1)
    return []


def is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.lefts)


def objects_right(verb: Token) -> list[Token]:
    """Grammatical objects; also the "subject" of a bare or to-infinitive: "urged Iran to stop", "let them go"."""
    found = [antecedent(c) for c in verb.children if c.dep_ in ("dobj", "obj")]
    if found:  # "favoured Duarte in 2008, and Berg in 2012"
        return found + [c for c in verb.rights if c.dep_ == "conj" and c.pos_ == "PROPN" and c.ent_type_]
    return [
        subject
        for clause in verb.rights
        if clause.dep_ in ("ccomp", "xcomp")
        and (is_infinitive(clause) or clause.tag_ in ("VB", "VBG") or is_predicate(clause))
        and not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)
        for subject in own_subjects(clause)
    ]


def is_predicate(clause: Token) -> bool:
    """A small clause without a verb: "called the envoy a spy"."""
    return clause.pos_ in ("NOUN", "PROPN", "ADJ") and not any(
        c.dep_ in ("aux", "mark", "cop") for c in clause.children
    )


def predicates(verb: Token) -> list[Token]:
    """What the verb calls or makes its object: "a spy" in "called the envoy a spy", "responsible" in "held him ..."."""
    found = [c for c in verb.rights if c.dep_ == "oprd"]
    found += [c for c in verb.rights if c.dep_ in ("ccomp", "xcomp") and is_predicate(c) and own_subjects(c)]
    return found + [a for c in verb.rights if c.dep_ == "dobj" for a in c.rights if a.dep_ == "amod"]


def logical_subjects(verb: Token) -> list[Token]:
    if is_passive(verb):
        agents = _agents(verb)
        if not agents:  # "was attacked and killed by rebels"
            shared = (c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBN" and not _is_clause(c))
            agents = next((found for c in shared if (found := _agents(c))), [])
        above = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else verb.head
        ordered = verb.dep_ in ("ccomp", "xcomp", "oprd", "acl") and verb.tag_ == "VBN"
        ordered = ordered and lemma(above) in (("order", "command") if verb.dep_ == "acl" else CAUSATIVE)
        return surface_subjects(above) if ordered and not agents else agents
    return surface_subjects(verb)


def _is_clause(verb: Token) -> bool:
    """Whether a coordinated verb has a subject or an auxiliary of its own: "is known as ... but has been run by"."""
    return any(c.dep_ in ("aux", "auxpass", *SUBJECTS) for c in verb.lefts)


def _agents(verb: Token) -> list[Token]:
    phrases = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
    phrases += [c for p in phrases for c in p.rights if c.dep_ == "conj" and c.lower_ == "by"]  # "by A and by B"
    return [p for c in phrases for p in pobjects(c)]


def logical_objects(verb: Token) -> list[Token]:
    if is_passive(verb):
        given = _given(verb)  # "was given weapons": the weapons
        return given or surface_subjects(verb)
    found = objects_right(verb)
    if found:
        return found
    if verb.dep_ == "relcl" and verb.head.i < verb.i and any(c.dep_ in SUBJECTS for c in verb.lefts):
        # a relative clause without its own object: the noun that it modifies ("the deal that Lima signed")
        words = [t.lower_ for t in verb.doc[verb.left_edge.i : verb.i]]
        subjects = own_subjects(verb)
        free = not any(w in ("where", "when", "whose", "why") for w in words)
        if verb.head not in subjects and free:
            if any(c.dep_ == "pobj" and c.lower_ in RELATIVE for c in verb.subtree):
                return []
            return [verb.head]
    # "attacked and killed five soldiers": the object stands with the last of the verbs
    for child in verb.rights:
        if child.dep_ == "conj" and child.tag_ == verb.tag_ and child.i - verb.i <= 3:
            return objects_right(child)
    return _shared_with_phrase(verb)


def _shared_with_phrase(verb: Token) -> list[Token]:
    """What a second verb has behind its preposition: "endorsed and has campaigned for Duarte"."""
    last = next((c for c in verb.rights if c.dep_ == "conj"), verb)
    if last.i - verb.i not in (2, 3, 4) or verb.nbor(1).dep_ != "cc":
        return []
    joined = not own_subjects(last) and not objects_right(last)
    after = [c for c in last.rights if c.dep_ == "prep" and c.i == last.i + 1 and c.lower_ in _TOWARDS]
    return [t for c in after for t in pobjects(c)] if joined else []


_TOWARDS = frozenset({"for", "with", "against", "at", "on"})


def _given(verb: Token) -> list[Token]:
    """What somebody was given, where the receiver is the subject of the passive."""
    if lemma(verb) not in DITRANSITIVE:
        return []
    return [c for c in verb.rights if c.dep_ == "dobj"]


def pobjects(preposition: Token) -> list[Token]:
    """Objects of a preposition, through a second one: "from behind the border"."""
    found = [antecedent(c) for c in preposition.children if c.dep_ == "pobj"]
    for child in preposition.children:
        if child.dep_ == "prep" and not found:
            found = pobjects(child)
    return found


def dative(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ == "dative":
            found += pobjects(child) if child.pos_ == "ADP" else [antecedent(child)]
    if not found and is_passive(verb) and _given(verb):
        return surface_subjects(verb)
    return found


def is_aim(verb: Token) -> bool:
    """Whether a gerund only tells what somebody is for: "groups focused on helping refugees"."""
    prep = verb.head
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and prep.lower_ in _TO_AN_AIM and lemma(prep.head) in _AIMING


_TO_AN_AIM = frozenset({"on", "at", "to", "in", "towards", "toward"})
_AIMING = frozenset({"focus", "aim", "specialise", "specialize", "dedicate", "devote", "concentrate", "gear"})


def raised(verb: Token) -> list[Token]:
    """Infinitives that share the verb's subject: "talks are expected to be held", "are due to start"."""
    found = [c for c in verb.rights if c.dep_ == "xcomp"]
    found += [x for c in verb.rights if c.dep_ in ("acomp", "oprd") for x in c.rights if x.dep_ == "xcomp"]
    return [x for x in found if is_infinitive(x)]


def ruled_out(copula: Token) -> list[Token]:
    """The noun of what is "out of the question" or "off the table"."""
    away = [c for c in copula.rights if c.lower_ in ("out", "off") and c.dep_ in ("prep", "advmod", "prt")]
    return [noun for c in away for noun in pobjects(c)]


def purposes(verb: Token) -> list[Token]:
    """Verbs of infinitives of purpose: "sent experts to investigate"."""
    return [c for c in verb.rights if c.dep_ == "advcl" and is_infinitive(c)]


def clauses(verb: Token) -> list[Token]:
    """Verbs of complement clauses, also those coordinated with the first."""
    found = []
    for child in verb.rights:
        if child.dep_ in ("ccomp", "xcomp"):
            found += [child, *(c for c in child.rights if c.dep_ == "conj" and is_verbal(c))]
    return found
