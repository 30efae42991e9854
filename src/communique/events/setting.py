"""What a whole text lets one know: who in it is of public life, and whether it tells of a game or an accident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.events import syntax
from communique.model import EntityMention, Form
from communique.parsing.tokens import Doc

PUBLIC = frozenset({"Country", "GovernmentBody", "InternationalOrganization", "ArmedGroup", "PoliticalParty"})
FIRMS = frozenset({"Organization", "MediaOrganization"})


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Who acts in public without a name: "the strikers" and "a group" may be anybody's, and are given the benefit.
PUBLIC_NOUNS = words(
    """
    official minister ministry government force troop soldier rebel militant fighter guerrilla gunman insurgent army
    navy militia police authority parliament parliamentarian lawmaker senator governor court council committee
    commission coalition alliance group faction peacekeeper delegation delegate envoy diplomat ambassador president
    premier leader
    party side striker union negotiator mediator inspector monitor observer expert state country nation regime king
    queen prince pope mission agency corporation bank assembly congress senate administration prosecutor activist
    commander general chief warplane tank ship vessel convoy donor ally neighbour neighbor member power representative
    organization organisation conference movement enforcement treasury
    department service bureau office customs guard authorities marine marines battalion brigade
    """
)
FORCE = words(
    """
    troop soldier army military rebel militant militia guerrilla insurgent fighter gunman gunmen jihadist terrorist
    bomb bomber bombing airstrike rocket missile mortar artillery grenade shell shelling gunfire rifle knife weapon
    warplane jet tank helicopter warship drone ambush siege ceasefire truce casualty massacre coup insurgency offensive
    police policeman suicide hostage prisoner wounded corpse explosive ammunition invasion frontline warlord commander
    battalion
    """
)
_ARMS = FORCE - words("police policeman military helicopter prisoner wounded shell jet tank knife commander")
# Where people come to harm and nobody does it.
ACCIDENTS = words(
    """
    crash accident collision derailment earthquake quake flood avalanche landslide storm cyclone hurricane tornado
    typhoon bushfire wildfire blaze tsunami lightning volcano eruption stampede turbulence shipwreck tragedy mishap
    """
)
# Of what sports pages and reviews tell.
GAMES = words(
    """
    cricket cricketer wicket innings batsman bowler paceman football footballer soccer goalkeeper midfielder rugby
    tennis golf golfer championship tournament quarterback touchdown playoff semifinal basketball baseball hockey
    olympic olympics coach teammate league medal premiership allrounder tailender
    """
)
_SHOWS = words(
    """
    film movie actor actress album song singer premiere sequel episode sitcom novel novelist hollywood oscar emmy
    soundtrack playwright filmmaker screenplay blockbuster concert musician guitarist rapper trailer
    """
)
_PLAY = GAMES | _SHOWS
_MIN_PLAY, _SHARE_OF_PLAY = 4, 0.01
_TAKING_UP = ("both", "the two", "the pair", "the three")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole text lets one know: the words in names of people of public life, and whether it is of a game."""

    public_names: frozenset[str]
    is_play: bool = False
    is_mishap: bool = False  # of accidents or forces of nature, and of no others

    @classmethod
    def of(cls, doc: Doc, entities: Iterable[EntityMention]) -> Setting:
        people = (m for m in entities if m.kind == "Person" and m.form is Form.NAME)
        public = (m for m in people if m.title or m.title_country or m.known)
        names = frozenset(t.lower_ for m in public for t in doc[m.first : m.stop])
        nouns = [syntax.lemma(t) for t in doc if t.pos_ in ("NOUN", "PROPN")]
        play = sum(1 for noun in nouns if noun in _PLAY)
        mishap = any(noun in ACCIDENTS for noun in nouns) and not any(noun in _ARMS for noun in nouns)
        return cls(names, is_play=play >= max(_MIN_PLAY, _SHARE_OF_PLAY * len(doc)), is_mishap=mishap)

    def is_official(self, mention: EntityMention, doc: Doc) -> bool:
        """Whether somebody acts for a state, a party or the like, by name or noun; of "they" and "both" who knows."""
        if mention.form is Form.PRONOUN or mention.title or mention.kind in PUBLIC:
            return True
        if mention.text.lower().startswith(_TAKING_UP):
            return True
        if mention.kind == "Person" and mention.form is Form.NAME:
            return mention.known is not None or doc[mention.root].lower_ in self.public_names
        if mention.country and mention.kind not in FIRMS:
            return True
        return syntax.lemma(doc[mention.root]) in PUBLIC_NOUNS
