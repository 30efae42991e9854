"""Claims about what an account says of an event's reality, on the real model. Sentences are the project's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.events.context import reality_of, status_of
from communique.events.lexicon import Lexicon
from communique.model import Status

if TYPE_CHECKING:
    from conftest import Parser

# word that evokes the event, sentence, status
CASES = [
    # tense and aspect
    ("met", "Merkel met Macron in Berlin on Monday.", "Occurred"),
    ("met", "The two ministers have met twice.", "Occurred"),
    ("bombing", "Jets are bombing the harbour.", "Ongoing"),
    ("holding", "The envoys are holding talks in Oslo.", "Ongoing"),
    ("meet", "Merkel will meet Macron next week.", "Planned"),
    ("meet", "Merkel is to meet Macron in May.", "Planned"),
    ("meet", "Merkel is going to meet Macron.", "Planned"),
    ("expel", "Poland said it would expel two diplomats.", "Planned"),
    # negation
    ("met", "The ministers never met.", "Denied"),
    ("attack", "Turkey did not attack the convoy.", "Denied"),
    ("held", "No talks were held in Geneva.", "Denied"),
    ("talks", "No talks were held in Geneva.", "Denied"),
    ("visit", "The king will not visit Madrid.", "Denied"),
    ("signing", "He left Cairo without signing the treaty.", "Denied"),
    # words that embed
    ("meet", "Merkel refused to meet the delegation.", "Denied"),
    ("agree", "The two sides failed to agree.", "Denied"),
    ("sign", "Norway has yet to sign the treaty.", "Denied"),
    ("meet", "Merkel plans to meet Macron.", "Planned"),
    ("meet", "Merkel is expected to meet Macron.", "Planned"),
    ("send", "Ghana is ready to send troops.", "Planned"),
    ("send", "Ghana promised to send troops.", "Planned"),
    ("meeting", "The minister did not rule out meeting the rebels.", "Uncertain"),
    ("meeting", "The minister ruled out meeting the rebels.", "Denied"),
    ("meeting", "The minister denied meeting the rebels.", "Denied"),
    ("release", "Chile urged Peru to release the sailors.", "Uncertain"),
    ("meet", "The general wants to meet the envoy.", "Uncertain"),
    ("meet", "The general did not want to meet the envoy.", "Denied"),
    ("meet", "The general did not need to meet the envoy.", "Uncertain"),
    ("meet", "They managed to meet the envoy.", "Occurred"),
    ("resign", "The minister was forced to resign.", "Occurred"),
    ("visit", "The president flew to Riga to visit the troops.", "Occurred"),
    ("visit", "The president has travelled to Riga to visit the troops.", "Occurred"),
    ("visit", "The president is flying to Riga to visit the troops.", "Planned"),
    ("visit", "The president left for Riga to visit the troops.", "Planned"),
    ("visit", "The president flew to Riga to visit the troops tomorrow.", "Planned"),
    ("supports", "Norway no longer supports the rebels.", "Denied"),
    # questions, headlines, a second clause
    ("meet", "Did Merkel meet Macron in Riga?", "Uncertain"),
    ("attack", "Why did Chad attack Niger?", "Occurred"),
    ("meet", "Merkel to meet Macron in Riga.", "Planned"),
    ("visit", "Merkel not to visit Riga.", "Denied"),
    ("returning", "The envoy has met the rebels and is returning to Riga.", "Ongoing"),
    # modality and conditions
    ("attacked", "Had Chad attacked Niger, France would have sent troops.", "Uncertain"),
    ("bombs", "If Chad invades Niger and bombs Agadez, France will send troops.", "Uncertain"),
    ("meet", "Merkel may meet Macron.", "Uncertain"),
    ("meet", "Merkel could meet Macron in May.", "Uncertain"),
    ("attacks", "If Turkey attacks the town, Syria will answer.", "Uncertain"),
    ("attacked", "The spokesman could not say whether Turkey attacked the town.", "Uncertain"),
    # nouns
    ("meeting", "The meeting between Merkel and Macron lasted an hour.", "Occurred"),
    ("meeting", "Merkel cancelled the meeting with Macron.", "Cancelled"),
    ("meeting", "The meeting with Macron was called off.", "Cancelled"),
    ("visit", "The president postponed his visit to Chile.", "Cancelled"),
    ("visit", "Rome regretted the cancellation of the visit.", "Cancelled"),
    ("visit", "The president's planned visit to Chile worried Lima.", "Planned"),
    ("talks", "The upcoming talks will take place in Doha.", "Planned"),
    ("talks", "Iran and Oman have scheduled talks for May.", "Planned"),
    ("talks", "The talks took place in Doha.", "Occurred"),
    ("talks", "The talks will take place in Doha.", "Planned"),
    ("talks", "Cairo proposed talks with the rebels.", "Uncertain"),
    ("talks", "The pope called for talks between the two states.", "Uncertain"),
    ("talks", "The rebels rejected talks with the government.", "Denied"),
    ("talks", "There is no alternative to talks.", "Uncertain"),
    ("visit", "They prepared for the visit of the queen.", "Planned"),
    ("visit", "Ahead of the visit, police closed the streets.", "Planned"),
    ("visit", "The queen is on a visit to Ghana.", "Ongoing"),
    ("meeting", "At the meeting the two presidents will discuss trade.", "Planned"),
    ("talks", "Talks are due to be held in Doha.", "Planned"),
    ("summit", "The summit is not expected to take place in Rome.", "Denied"),
    ("summit", "The summit in Oslo next month draws near.", "Planned"),
    ("talks", "The minister often speaks of talks with Lima.", "Uncertain"),
    ("visit", "The king cancelled the planned visit.", "Cancelled"),
    ("attack", "The alleged attack on the ship angered Lima.", "Uncertain"),
    # chains
    ("meet", "Merkel does not plan to meet Macron.", "Denied"),
    ("meet", "Merkel may refuse to meet Macron.", "Denied"),
    ("meet", "Merkel did not refuse to meet Macron.", "Uncertain"),
    ("visit", "The king threatened to cancel the visit.", "Cancelled"),
    ("shelled", "Troops entered the town and shelled the port.", "Occurred"),
    ("shell", "Troops will enter the town and shell the port.", "Planned"),
    ("attack", "At no time did Israel attack the ship.", "Denied"),
    ("signed", "Peru signed the accord, nor did it complain.", "Occurred"),
]


@pytest.fixture(scope="module")
def readings(nlp: Parser, lexicon: Lexicon) -> dict[tuple[str, str], Status]:
    found = {}
    for (word, sentence, _), doc in zip(CASES, nlp.pipe([c[1] for c in CASES]), strict=True):
        token = next(t for t in doc if t.lower_ == word)
        found[word, sentence] = status_of(doc, token.i, lexicon)
    return found


@pytest.mark.parametrize(("word", "sentence", "status"), CASES)
def test_the_status_is_what_the_sentence_says(
    word: str, sentence: str, status: str, readings: dict[tuple[str, str], Status]
) -> None:
    assert readings[word, sentence] == status


def test_a_reading_names_the_words_that_decided(nlp: Parser, lexicon: Lexicon) -> None:
    doc = nlp("The minister refused to meet the rebels.")
    assert "refused" in " ".join(reality_of(doc[4], lexicon).because)


def test_every_operator_makes_of_its_example_what_it_says(nlp: Parser, lexicon: Lexicon) -> None:
    """Each entry's example shows it at work: some word of the sentence gets the status of the entry."""
    entries = [(o, sentence) for o in lexicon.operators if o.status is not None for sentence in o.examples]
    wrong = [
        operator.id
        for (operator, _), doc in zip(entries, nlp.pipe([s for _, s in entries]), strict=True)
        if operator.status not in {status_of(doc, t.i, lexicon) for t in doc if t.pos_ in ("VERB", "NOUN")}
    ]
    assert not wrong
