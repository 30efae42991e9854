"""What an article contributes: who acts are actors, and a place that is hit is where it happens."""

from __future__ import annotations

from communique.graph.accounts import from_reading
from communique.ids import Ids
from communique.model import Article, EntityMention, EventMention, Form, Reading, Status

TEXT = "Rebels shelled Donetsk, said Kyiv Oblast."


def mention(words: str, kind: str) -> EntityMention:
    begin = TEXT.index(words)
    return EntityMention(begin, begin + len(words), words, 0, 1, 0, kind, Form.NAME)


def test_a_city_that_is_hit_is_the_place_and_no_target() -> None:
    rebels, city, region = mention("Rebels", "Group"), mention("Donetsk", "City"), mention("Kyiv Oblast", "Region")
    shelled = EventMention(
        begin=7,
        end=14,
        text="shelled",
        root=1,
        cls="Assault",
        frame="shell.verb",
        status=Status.OCCURRED,
        confidence=0.9,
        sentence=(0, len(TEXT)),
        initiators=(rebels,),
        targets=(city,),
        attributed_to=region,
    )
    keys = {rebels: "group/x/rebels", city: "place/UKR/donetsk", region: "place/UKR/kyiv-oblast"}
    reading = Reading(
        article=Article("https://example.org/a", "a", TEXT, "sha256:0", "a.txt"),
        entities=tuple(keys),
        times=(),
        events=(shelled,),
        referents={(m.begin, m.end): (key,) for m, key in keys.items()},
    )
    (account,) = from_reading(reading, ids=Ids(), signature=()).accounts
    assert account.initiators == ("group/x/rebels",)
    assert account.targets == ()
    assert account.places == ("place/UKR/donetsk",)
    assert account.attributed_to == ()
