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
# Nouns that only measure or sort out the noun after "of": "hundreds of protesters", "a round of talks".
PARTITIVES = frozenset(
    """
    number series round set package wave lot group dozen hundred thousand score million handful couple pair array range
    majority some one two three four five all most many several each both none any member part rest string spate bout
    total half third quarter remnant scores dozens hundreds thousands tens kind sort type form piece batch few
    patch bulk core remainder last column contingent shipment load salvo barrage
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list
)
_ONE_SHORT_SYLLABLE = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
_TWO_CONSONANTS = re.compile("[^aeiou]{2}$")
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
        [antecedent(c) for c in verb.lefts if c.dep_ in SUBJECTS]
        or [antecedent(c) for c in verb.rights if c.dep_ in ("nsubj", "nsubjpass")]
        or [c for c in verb.lefts if is_name_like_modal(c)]
    )


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
        controllers = [] if lemma(head) in SUBJECT_CONTROL or dep == "advcl" else objects_right(head)
        return controllers or surface_subjects(head, climbs - 1)
    return []


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
    if found:
        return found
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
            shared = (c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBN" and not own_subjects(c))
            agents = next((found for c in shared if (found := _agents(c))), [])
        ordered = verb.dep_ in ("ccomp", "xcomp", "oprd") and verb.tag_ == "VBN" and lemma(verb.head) in CAUSATIVE
        return surface_subjects(verb.head) if ordered and not agents else agents
    return surface_subjects(verb)


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
    return []


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


def heads(token: Token) -> list[Token]:
    """The token and what is coordinated with it, each through its partitive: "hundreds of police and soldiers"."""
    found = []
    for one in (token, *conjuncts(token)):
        found.append(inner(one))
    return found


_COORDINATED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET"})


def conjuncts(token: Token) -> list[Token]:
    """What is coordinated with the token, in text order."""
    found: list[Token] = []
    for child in token.rights:
        if _is_listed(child, token) or (
            child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET")
        ):
            found += [child, *conjuncts(child)]
    return found


def _is_listed(child: Token, first: Token) -> bool:
    """The second name of a list that the parser took for an apposition: "Kerry, Zarif and Lavrov met"."""
    return (
        child.dep_ == "appos"
        and child.pos_ == first.pos_ == "PROPN"
        and child.ent_type_ == first.ent_type_ != ""
        and any(c.dep_ == "cc" and c.lower_ == "and" for c in child.rights)
        and any(c.dep_ == "conj" and c.ent_type_ == first.ent_type_ for c in child.rights)
        and child.left_edge.i == (first.i + 2 if first.nbor(1).text == "," else -1)
    )


def inner(token: Token) -> Token:
    """For a partitive noun the noun after "of", else the token itself."""
    if lemma(token) in PARTITIVES or token.lower_ in PARTITIVES or token.pos_ == "NUM":
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for thing in pobjects(child):
                    return inner(thing)
    return token


def dative(verb: Token) -> list[Token]:
    found = []
    for child in verb.children:
        if child.dep_ == "dative":
            found += pobjects(child) if child.pos_ == "ADP" else [antecedent(child)]
    if not found and is_passive(verb) and _given(verb):
        return surface_subjects(verb)
    return found


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
