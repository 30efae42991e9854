"""Everyday senses of the words of diplomacy and conflict: "beat a rival", "backs a flat tax", "a deal with Netflix".

What parts them is seldom the word: who takes part (states, bodies, armed groups and those who act for them, against
private people, companies, media), what the object is, and of what the text around tells. Each reason is a predicate of
its own, over the match and its cast; the first that holds names the sense.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from communique.events import syntax
from communique.events.case import STATES, Case, behind_a_thing, speaks_for_state
from communique.events.gatherings import ENCOUNTERS
from communique.events.matching import Match
from communique.events.participants import Casting
from communique.events.roles import PLACES
from communique.events.setting import FIRMS, PUBLIC, Setting, words
from communique.events.untold import ATTITUDES, UNTOLD
from communique.model import EntityMention, Form

_KIN = words(
    """
    wife husband son daughter child kid mother father brother sister parent grandmother grandfather uncle aunt cousin
    girlfriend boyfriend fiancee spouse classmate roommate teammate grandchild grandson granddaughter
    """
)
_VIEWS = words("support back favour favor champion advocate oppose")
_FEELINGS = words("respect admire revere trust appreciate value")
_DEALINGS = frozenset({"Agreement", "Aid", "Concession", "Cooperation", "Visit"})
_POLITICKING = words("campaign candidacy race bid primary caucus nomination lead ticket ballot contest run")
_PEOPLE = frozenset({"Person"})
_HOUSE_RULES = frozenset({"Coercion", "Concession", "Retreat", "Mobilization", "Sanction"})
_MANY = words("all many most some few any several")
_SHELTER = frozenset({"aid.evacuate", "aid.evacuate-noun", "asylum.grant", "refugee.accept"})
_CRUSADES = words("assault onslaught war crusade blitz")
_CROWDS = words(
    """
    voter crowd fan critic pundit reader viewer user customer supporter audience listener shopper consumer electorate
    spectator follower
    """
)
_KINDNESSES = frozenset({"Support", "Aid", "Request"})
_HIRED = words("firm consultant consultancy lawyer attorney adviser advisor lobbyist strategist banker contractor")
_CONVEYANCES = words("plane jet yacht ship boat motorcade helicopter flight train bus enforcement reinforcement")
_STUMP = words("primary caucus rally fundraiser stump voter delegate nomination poll debate")
_PROMISES = frozenset({"ready.cooperate", "promise.verb", "promise.noun", "promise.give", "offer.verb"})
_ASKING = frozenset({"ask.verb", "ask.for", "seek.thing", "request.verb"})
_BY_OFFICE = ("resign", "pardon")  # frames of what only those in office do
_MOVING = frozenset({"travel", "fly", "return", "arrive", "land", "journey"})
# Where these are said of somebody, bodies come to harm, whoever does it.
_HARM = words(
    """
    kill murder shoot stab rape bomb assassinate execute behead torture wound injure kidnap abduct poison strangle lynch
    massacre slaughter gun slay maim molest abuse torment assault invade gas detonate explode shell bombard
    fire killing shooting bombing airstrike shelling strike raid slaying abduction kidnapping beheading stabbing
    carry conduct perpetrate commit
    """
)
_FEELING = frozenset({"welcome.verb", "concern.voice"})
_STORIES = words("film movie novel series sitcom episode thriller screenplay plot musical memoir comic cartoon")
_PROGRAMMES = words(
    """
    act bill law program programme initiative fund foundation campaign project award prize day week movement film movie
    book novel album song series ad advert commercial video game brand club
    """
)
_ARMED = words(
    """
    force troop soldier rebel militant fighter guerrilla gunman insurgent army navy militia police regime coalition
    alliance group faction commander general warplane tank ship vessel convoy jet helicopter guard marine marines
    battalion brigade man woman attacker boy suspect bomber killer gang teenager robber assailant authority authorities
    party side state country nation government leader organization organisation movement agency wing resistance
    """
)


def everyday(match: Match, roles: Casting, setting: Setting) -> str | None:
    """The everyday sense in which the words are more likely meant, or None."""
    case = Case(match, roles, setting)
    return next((name for name, holds in _SENSES.items() if holds(case)), None)


def _all_of(mentions: Sequence[EntityMention], kinds: frozenset[str]) -> bool:
    return bool(mentions) and all(m.kind in kinds for m in mentions)


# the senses


def _is_private_dealing(case: Case) -> bool:
    """Deals, gifts, concessions and journeys of people and companies in which nothing public takes part."""
    frame, acting = case.match.frame, case.roles.initiators
    if frame.cls not in _DEALINGS or not acting or frame.id.startswith(_BY_OFFICE):
        return False
    if frame.cls == "Concession" and not _all_of(acting, _PEOPLE | FIRMS):
        return False
    return not case.official(acting if frame.cls == "Visit" else (*acting, *case.others))


def _is_view(case: Case) -> bool:
    """What people think of a policy, or of somebody: "backs a flat tax". States take sides by views of somebody."""
    match, acting = case.match, case.roles.initiators
    verb = syntax.lemma(match.token)
    if match.frame.kind != "verb" or not acting or match.frame.cls not in ("Support", "Rejection"):
        return False
    if match.token.tag_ in ("VBP", "VBZ") and verb in _VIEWS and not case.roles.targets:
        return True
    if any(speaks_for_state(m) or m.text.lower() in ("we", "they", "it") for m in acting):
        return False
    if verb in _FEELINGS:
        return True
    if verb not in _VIEWS:
        return False
    actors = [m for m in case.roles.targets if m.is_actor]
    if not actors or behind_a_thing(actors, case.objects):
        return True
    return match.token.tag_ in ("VBP", "VBZ") and not case.official(acting)


def _is_own_affair(case: Case) -> bool:
    """What somebody does with a thing of their own: "defended his record", "suspended her campaign"."""
    match, roles = case.match, case.roles
    if match.frame.cls == "Support" and any(o.lower_.endswith(("self", "selves")) for o in case.objects):
        return True
    if match.frame.cls in ("Concession", "Retreat"):
        persons = _all_of(roles.initiators, _PEOPLE) and not case.tells_of_force
        return persons and any(syntax.lemma(o) in _POLITICKING for o in case.objects)
    if match.frame.id != "defend.verbal" or (roles.targets and not behind_a_thing(roles.targets, case.objects)):
        return False
    return any(c.dep_ == "poss" and c.tag_ == "PRP$" for o in case.objects for c in o.lefts)


def _is_contest(case: Case) -> bool:
    """Rivals, parties and firms that fight with words, votes and lawyers: no weapon is named, nobody is hurt."""
    match, acting = case.match, case.roles.initiators
    if match.frame.cls == "Retreat":
        return (
            _all_of(acting, FIRMS | {"PoliticalParty"})
            and not case.official(m for m in acting if m.kind in FIRMS)
            and not case.tells_of_force
        )
    if match.frame.cls != "Assault" or syntax.lemma(match.token) in _HARM:
        return False
    if match.frame.id == "attack.come-under":  # "came under fire from unions"
        armed = any(m.kind in ("Country", "ArmedGroup") or case.noun(m) in _ARMED for m in acting)
        return bool(acting) and not armed and not case.tells_of_force
    if not acting and match.frame.kind == "noun" and syntax.lemma(match.token) in _CRUSADES:
        acting = case.roles.targets  # "the assault on Obamacare"
    if not _all_of(acting, _PEOPLE | FIRMS | {"PoliticalParty"}) or any(case.noun(m) in _ARMED for m in acting):
        return False
    foes = frozenset({"ArmedGroup"}) if match.frame.id == "occupy.place" else frozenset({"ArmedGroup", "Country"})
    return not case.tells_of_force and not any(m.kind in foes for m in case.roles.targets)


def _is_house_rule(case: Case) -> bool:
    """What companies and papers do to whom nobody knows in public: rules of a house, products that are ended."""
    cls, acting = case.match.frame.cls, case.roles.initiators
    if not _all_of(acting, FIRMS) or case.official(acting) or case.match.frame.id.startswith(_BY_OFFICE):
        return False
    if cls == "Assault":
        return not any(m.is_actor for m in case.roles.targets) and not case.tells_of_force
    if syntax.is_infinitive(case.match.token):
        return False  # "were ordered to suspend publication"
    return cls in _HOUSE_RULES and not any(m.kind in PUBLIC for m in case.roles.targets)


def _is_mood(case: Case) -> bool:
    """What crowds want and like, of nobody in particular: "voters are demanding change", "fans cheered"."""
    frame, acting = case.match.frame, case.roles.initiators
    if frame.cls not in ATTITUDES or case.roles.targets or frame.id.startswith("sue"):
        return False
    if (
        frame.id in _FEELING
        and _all_of(acting, _PEOPLE)
        and not any(speaks_for_state(m) or case.official((m,)) for m in acting)
    ):
        return True
    return bool(acting) and all(m.form is Form.NOMINAL and case.noun(m) in _CROWDS and not m.country for m in acting)


def _is_reception(case: Case) -> bool:
    """What somebody gets for an answer: "the youths were met with batons"."""
    token = case.match.token
    if case.match.frame.cls != "Meeting" or syntax.lemma(token) != "meet" or not syntax.is_passive(token):
        return False
    things = case.match.functions.get("with")
    return bool(things) and not any(m.first <= t.i < m.stop for m in case.roles.initiators[1:] for t in things)


def _is_talk_at_home(case: Case) -> bool:
    """Talks, thanks and favours in one's own family, and talks with a paper, which are an interview."""
    if case.match.frame.cls not in (ENCOUNTERS - {"Visit"}) | _KINDNESSES:
        return False
    others = (*case.roles.initiators, *case.roles.targets)[1:]
    if case.match.frame.cls in ENCOUNTERS and _all_of(others, frozenset({"MediaOrganization"})):
        return True
    return bool(others) and all(m.form is Form.NOMINAL and not m.title and case.noun(m) in _KIN for m in others)


def _is_wish(case: Case) -> bool:
    """ "Republicans want Congress to spend less": where no state wants it, nobody is asked."""
    acting = case.roles.initiators
    return case.match.frame.id == "want.other" and not any(m.kind in STATES or m.title_country for m in acting)


def _is_inquiry(case: Case) -> bool:
    """What papers ask people for: a comment, an interview."""
    return case.match.frame.id in _ASKING and _all_of(case.roles.initiators, frozenset({"MediaOrganization"}))


def _is_advice(case: Case) -> bool:
    """Warnings of dangers, where not both sides are public: "the agency warned pilots of icing"."""
    if case.match.frame.cls != "Threat" or syntax.lemma(case.match.token) not in ("warn", "caution"):
        return False
    targets = case.roles.targets
    return (bool(targets) and not case.official(targets)) or not case.official(case.roles.initiators)


def _is_favour(case: Case) -> bool:
    """Money and help for one person or for a campaign, which no state gives, and help that is paid for."""
    frame, targets = case.match.frame, case.roles.targets
    if frame.cls != "Aid" or frame.id in _SHELTER:
        return False
    if any(speaks_for_state(m) for m in case.roles.initiators):
        return False
    if frame.id == "aid.raise" and not targets:
        return True
    if any(case.noun(m) in _HIRED and m.form is Form.NOMINAL for m in case.roles.initiators):
        return True
    private = _PEOPLE | FIRMS | {"PoliticalParty"}
    return _all_of(targets, private) and not any(m.plural for m in targets)


def _is_own_promise(case: Case) -> bool:
    """What somebody promises to do, to nobody: "promised to cut taxes"."""
    acting = case.roles.initiators
    if case.match.frame.id not in _PROMISES or not acting or case.roles.targets:
        return False
    return not any(speaks_for_state(m) or (m.kind != "Person" and case.official((m,))) for m in acting)


def _is_way_home(case: Case) -> bool:
    """Journeys home, to a hotel and to voters, and those of somebody's things."""
    frame, verb, acting = case.match.frame, case.match.token, case.roles.initiators
    if frame.cls != "Visit":
        return False
    private = _all_of(acting, _PEOPLE) and not any(m.title_country for m in acting)
    if private and any(t.pos_ == "NOUN" and syntax.lemma(t) in _STUMP for t in verb.sent):
        return True
    if frame.kind != "verb" or syntax.lemma(verb) not in _MOVING:
        return False
    if any(syntax.lemma(t) in _CONVEYANCES for t in case.match.functions.get("subject")):
        return True  # "her plane landed"
    goals = (*case.roles.hosts, *case.roles.places)
    mere = bool(goals) and all(m.kind in PLACES - {"Country"} and m.form is Form.NOMINAL for m in goals)
    return mere or any(t.lower_ == "home" for t in verb.rights)


def _is_teamwork(case: Case) -> bool:
    """Work with people who stand for nothing public: "worked with children"."""
    others = case.roles.initiators[1:]
    return case.match.frame.id == "work.together" and bool(others) and not case.official(others)


def _is_title(case: Case) -> bool:
    """Words in the name of a law, a film, a programme, and advertisements named by what they do."""
    token = case.match.token
    named = token.dep_ in ("compound", "nmod") and syntax.lemma(token.head) in _PROGRAMMES
    return case.match.frame.kind == "noun" and named


def _is_general(case: Case) -> bool:
    """What people of some kind do at large: "countries that sign treaties", "a president can order"."""
    match = case.match
    verb = match.token if match.frame.kind == "verb" else match.light
    if verb is None or verb.sent.start == 0:  # headlines tell in the present of what happened
        return False
    own = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBN" and [a.lower_ for a in own] in (["is"], ["are"]):
        own = []  # "are deported"
    able = verb.tag_ == "VB" and any(a.lower_ in ("can", "may", "should", "must") for a in own)
    subjects = syntax.own_subjects(verb)
    if not subjects or not (able or (verb.tag_ in ("VBP", "VBZ", "VBN") and not own)):
        return False
    head = syntax.antecedent(subjects[0])
    if any(m.country or m.title for m in case.roles.initiators):
        return False
    marks = [c for c in head.lefts if c.dep_ in ("det", "poss", "nummod", "compound", "amod", "nmod")]
    if head.tag_ == "NNS":
        return all(m.dep_ == "amod" or m.lower_ in _MANY for m in marks)
    return head.tag_ == "NN" and any(m.lower_ in ("a", "an", "any", "every", "each") for m in marks)


def _is_story(case: Case) -> bool:
    """What a film or a novel tells: "in the series, the president orders an attack"."""
    for token in case.match.token.sent:
        if token.tag_ == "NN" and syntax.lemma(token) in _STORIES:
            told = token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.lower_ == "in")
            series = any(c.lower_ == "of" for c in token.rights)  # "a series of raids"
            if told and not series and any(c.dep_ in ("det", "poss") for c in token.lefts):
                return True
    return False


_SENSES: Mapping[str, Callable[[Case], bool]] = {
    "private dealing": _is_private_dealing,
    "view": _is_view,
    "own affair": _is_own_affair,
    "contest": _is_contest,
    "house rule": _is_house_rule,
    "mood": _is_mood,
    "reception": _is_reception,
    "talk at home": _is_talk_at_home,
    "wish": _is_wish,
    "inquiry": _is_inquiry,
    "advice": _is_advice,
    "favour": _is_favour,
    "own promise": _is_own_promise,
    "way home": _is_way_home,
    "teamwork": _is_teamwork,
    "title": _is_title,
    "general": _is_general,
    "story": _is_story,
    **UNTOLD,
}
