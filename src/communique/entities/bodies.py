"""Ministries under their many names: "Iran's Foreign Ministry" is the "Ministry of Foreign Affairs of Iran"."""

from __future__ import annotations

import re

from communique.naming.names import plain

_SAME = {
    **dict.fromkeys(("foreign affairs", "external affairs", "external relations", "foreign relations"), "foreign"),
    **dict.fromkeys(("defense", "national defense", "national defence"), "defence"),
    **dict.fromkeys(("internal affairs", "home affairs", "the interior"), "interior"),
}
_FIELDS = frozenset(
    (
        *("foreign", "external", "internal", "home", "national", "public", "defence", "defense", "interior", "affairs"),
        *("finance", "economy", "economic", "energy", "trade", "justice", "health", "education", "culture", "labour"),
        *("labor", "information", "transport", "agriculture", "environment", "intelligence", "industry", "oil", "and"),
        *("commerce", "security", "planning", "development", "science", "tourism", "petroleum", "unification"),
    )
)
_OF = re.compile(r"^(?:\w+ )*?(?:ministry|department) (?:of|for) (?:the )?(?P<field>.+)$")
_BEFORE = re.compile(r"^(?P<field>(?:\w+ )+)ministry$")


def ministry(name: str) -> str | None:
    """The normal form of a ministry's name without its state; None for all other bodies.

    >>> ministry("Ministry of Foreign Affairs of Ukraine"), ministry("Iranian Foreign Ministry"), ministry("Gazprom")
    ('foreign ministry', 'foreign ministry', None)
    """
    text = " ".join(re.findall(r"[a-z]+", plain(name)))
    found = _OF.match(text)
    if found:
        field = re.split(r" of | in ", found["field"])[0]
    else:
        found = _BEFORE.match(text)
        if not found:
            return None
        words = found["field"].split()
        while len(words) > 1 and words[0] not in _FIELDS:
            words = words[1:]
        field = " ".join(words)
    return f"{_SAME.get(field, field)} ministry"
