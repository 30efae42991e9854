"""What judgements of people mean for fusion: which entities are one, their names, which accounts belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from communique.fusion.clusters import Decisions


@dataclass(frozen=True, slots=True)
class Rulings:
    """All judgements in force, as lookups."""

    redirect: Mapping[str, str] = field(default_factory=dict)  # entity key -> key of the entity that it is
    labels: Mapping[str, str] = field(default_factory=dict)  # entity key -> label that a person chose
    decisions: Decisions = field(default_factory=Decisions)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)  # entity key -> keys of those who are others
    retracted: frozenset[str] = frozenset()  # IRIs of event mentions
