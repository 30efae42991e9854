"""Which date belongs to which event. The words that evoke the event stand in brackets; the sentences are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.times.dates import find_times
from communique.times.ties import time_of
from communique.times.timevalues import span

if TYPE_CHECKING:
    from communique.model import TimeMention
    from conftest import Parser

DATED = [
    ("The [summit] is expected to be held on Friday.", "Friday"),
    ("The [summit] is scheduled to take place in Rome on July 7 and 8.", "July 7 and 8"),
    ("The [summit] is due to begin on Friday.", "Friday"),
    ("A [meeting] between the Swiss president and his guest at the summit next month will settle it.", "next month"),
    ("A meeting between the Swiss president and his guest at the [summit] next month will settle it.", "next month"),
    ("The ministry said the [talks] would take place on Friday.", "Friday"),
    ("There was a [meeting] in Rome on Friday.", "Friday"),
    ("It was the third [meeting] this year.", "this year"),
    ("They may talk on the sidelines of the [summit] in Rome next month.", "next month"),
    ("She had a [talk] this week with the envoy.", "this week"),
    ("She [had] a talk this week with the envoy.", "this week"),
    ("They [agreed] on Monday to meet again.", "Monday"),
    ("The [talks] were postponed until Friday.", "Friday"),
    ("OSLO, May 9 (Reuters) - The ministers [met] in Rome on Monday.", "Monday"),
    ("Genscher [met] Baker on Thursday.", "Thursday"),
    ("Thursday's [meeting] was brief.", "Thursday"),
    ("A May 10 [meeting] may help.", "May 10"),
    ("The [meeting] on July 7 will be short.", "July 7"),
    ("The minister [said] on Monday that they met on Sunday.", "Monday"),
    ("The minister said on Monday that they [met] on Sunday.", "Sunday"),
    ("On May 2, the king [called] the queen.", "May 2"),
    ("Nauseda will [meet] Duda on June 3 at the fair, the palace reported Tuesday.", "June 3"),
    ("Nauseda will meet Duda on June 3 at the fair, the palace [reported] Tuesday.", "Tuesday"),
    ("The [talks] will be held on Monday in Vienna.", "Monday"),
    ("The [talks] are scheduled for Monday.", "Monday"),
    ("[Talks] scheduled for Monday were cancelled.", "Monday"),
    ("The [summit], which will take place on July 7 and 8, is crucial.", "July 7 and 8"),
    ("The yearly [summit] will be held in Oslo, Norway on June 3 and 4.", "June 3 and 4"),
    ("On April 9, Meri had a long [conversation] with Havel, the castle reported later.", "April 9"),
    ("On April 9, Meri [had] a long conversation with Havel, the castle reported later.", "April 9"),
    ("Yesterday, the two envoys [met] at the old mill to go on with their talks.", "Yesterday"),
    ("She condemned Thursday's [attack] on Friday.", "Thursday"),
    ("She [condemned] Thursday's attack on Friday.", "Friday"),
    ("He is expected to [visit] Tehran in June.", "June"),
    ("The two agreed to [meet] on Saturday.", "Saturday"),
    ("Moscow [said] on Tuesday it would expel ten envoys.", "Tuesday"),
    ("The minister arrived in Paris on Monday and [met] his colleague on Tuesday.", "Tuesday"),
    ("The minister [arrived] in Paris on Monday and met his colleague on Tuesday.", "Monday"),
    ("On Monday, the minister flew to Paris and [met] his colleague.", "Monday"),
    ("The troops withdrew from the town after rebels [attacked] it on Sunday.", "Sunday"),
    ("The [raid] in May 2010 on the ship killed nine.", "May 2010"),
    ("The envoy [met] the head of the firm on Friday.", "Friday"),
    ("The envoy [met] Merkel in Berlin on Friday.", "Friday"),
    ("Their [meeting] in Berlin on Friday was short.", "Friday"),
    ("A court [sentenced] him to five years in 2012.", "2012"),
    ("The ban was [imposed] in December 2016.", "December 2016"),
    ("[Sanctions] were imposed in December 2016.", "December 2016"),
    ("Washington [imposed] sanctions on Iran last week after it fired a missile in January.", "last week"),
    ("Washington imposed sanctions on Iran last week after it [fired] a missile in January.", "January"),
    ("On Wednesday, he will [meet] with the king and the queen.", "Wednesday"),
    ("The premier, who [resigned] last year, said on Monday he would return.", "last year"),
    ("The premier, who resigned last year, [said] on Monday he would return.", "Monday"),
    ("The premier will [travel] to Rome on Monday to meet the pope.", "Monday"),
    ("Ukraine [accused] Russia on Monday of shelling the town.", "Monday"),
    ("Russia's [attack] on Ukraine in February 2022 changed Europe.", "February 2022"),
    ("The deal was [signed] by both sides in Rome on 3 May 2015.", "3 May 2015"),
    ("The envoy [met] with the bishop yesterday to mend the quarrel.", "yesterday"),
    ("The bishop had to [cancel] last week his journey to Rome after the abbot fell ill.", "last week"),
    ("The Havel-Meri meeting was [announced] yesterday by an aide.", "yesterday"),
    ("A [talk] between the king and the bishop at the fair next month will settle much.", "next month"),
    ("The court will [rule] on the ban next week, officials said Tuesday.", "next week"),
    ("The court will rule on the ban next week, officials [said] Tuesday.", "Tuesday"),
    ("In a statement on Friday, the ministry [condemned] the raid.", "Friday"),
    ("Speaking in Rome on Friday, she [condemned] the raid.", "Friday"),
    ("The US [attacked] a Syrian airbase on April 7, days after a gas attack.", "April 7"),
    ("The army [shelled] the town on Monday and Tuesday.", "Monday and Tuesday"),
    ("Protesters [clashed] with police late on Sunday in the capital.", "late on Sunday"),
    ("Police on Saturday [arrested] ten people.", "Saturday"),
    ("The president on Thursday [signed] the law.", "Thursday"),
    ("At a meeting in Rome on Friday, the ministers [signed] the pact.", "Friday"),
    ("Arriving in Rome on Friday, she [praised] the pact.", "Friday"),
    ("The news came late on Monday, when the envoy [met] the king.", "late on Monday"),
    ("Oslo [ordered] the envoy to leave on Tuesday.", "Tuesday"),
]
UNDATED = [
    "The envoys met at the [summit] in Rome on Friday.",
    "She condemned the [raid] last week.",
    "We [agreed] on July 7, the envoy said.",
    "The envoy had to cancel last week his [trip] to Rome.",
    "The [talks] were cancelled on Friday.",
    "OSLO, May 9 /NTB/ The ministers [met] in Rome.",
    "Oslo, May 9 (Reuters) - The ministers [met] in Rome.",
    "The minister said on Monday that they [met] in Rome.",
    "She [condemned] Thursday's attack.",
    "Moscow said on Tuesday it would [expel] ten envoys.",
    "The troops [withdrew] from the town after rebels attacked it on Sunday.",
    "The Havel-Meri [meeting] was announced yesterday by an aide.",
    "After arriving in Rome on Friday, she [praised] the pact.",
    "He told reporters on Tuesday it would [rain].",
    "The firm [collapsed] now.",
]
VALUES = [
    ("He has [ruled] the country since 2014.", "2014/.."),
    ("The 1992-1995 [war] killed thousands.", "1992/1995"),
    ("He has [led] the party since May 2012.", "2012-05/.."),
    ("The [war] of 2003-2007 cost much.", "2003/2007"),
    ("The court [sat] in 1992-95.", "1992/1995"),
]


def time_in(nlp: Parser, bracketed: str) -> TimeMention | None:
    before, _, rest = bracketed.partition("[")
    trigger, _, after = rest.partition("]")
    doc = nlp(before + trigger + after)
    event = doc.char_span(len(before), len(before) + len(trigger))
    assert event is not None
    return time_of(doc, event.root.i, find_times(doc, span("2017-05-10")), span("2017-05-10"))


@pytest.mark.parametrize(("sentence", "expected"), DATED, ids=[sentence for sentence, _ in DATED])
def test_event_takes_its_own_date(nlp: Parser, sentence: str, expected: str) -> None:
    mention = time_in(nlp, sentence)
    assert mention is not None
    assert mention.text == expected


@pytest.mark.parametrize("sentence", UNDATED)
def test_date_of_another_event_is_not_taken(nlp: Parser, sentence: str) -> None:
    assert time_in(nlp, sentence) is None


@pytest.mark.parametrize(("sentence", "expected"), VALUES, ids=[sentence for sentence, _ in VALUES])
def test_since_is_open_ended_and_a_range_is_joined(nlp: Parser, sentence: str, expected: str) -> None:
    mention = time_in(nlp, sentence)
    assert mention is not None
    assert mention.value is not None
    assert mention.value.edtf == expected


def test_event_in_a_sentence_without_a_date_has_none(nlp: Parser) -> None:
    assert time_in(nlp, "They parted on Monday. They [met] again in Rome.") is None
