"""Can word vectors tell the class of a verb that the lexicon does not have? `python -m bench.vectors [--kit DIR]`

Two questions, answered in bench/VECTORS.md:

1. Each verb that evokes one class whatever stands around it is taken out of the lexicon, and its class is guessed from
   the nearest that remain (cosine of the model's vectors; the vote of k neighbours, weighed by it). How often is that
   right, by the similarity of the nearest? Verbs that share a row of the pruned table with another are left out.
2. How many verbs without any frame stand between two actors at all, in the sentences of gsr and plv (that is what could
   be gained) and in running text (that is what would fire beside)? The nearest are listed with what they would become.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.run import ROOT
from communique.entities import mentions
from communique.entities.actors import Gazetteer
from communique.events.lexicon import Lexicon
from communique.parsing import nlp, tokens
from communique.parsing.tokens import Token

THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)
NEIGHBOURS = (1, 3, 5)
LIKELY = 0.6  # from here on a proposal is listed
SHARED = 0.9999  # the cosine of two words of one row
SENTENCES, RUNNING = ("gsr", "plv"), ("polnear", "te3", "re3d")
_SUBJECTS, _OBJECTS = frozenset({"nsubj", "nsubjpass"}), frozenset({"dobj", "dative"})


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Verbs of one class with their unit vectors, a row each."""

    lemmas: tuple[str, ...]
    classes: tuple[str, ...]
    rows: NDArray[np.float32]

    @classmethod
    def of(cls, lexicon: Lexicon, model: nlp.Model) -> Neighbours:
        """Those whose frames ask for no further word and agree in their class."""
        found: dict[str, set[str]] = defaultdict(set)
        for frame in lexicon.frames:
            if frame.kind == "verb" and not frame.where:
                for trigger in frame.triggers:
                    if trigger.particle is None:
                        found[trigger.head].add(frame.cls)
        rows = {lemma: unit(model, lemma) for lemma, classes in sorted(found.items()) if len(classes) == 1}
        kept = {lemma: row for lemma, row in rows.items() if row is not None}
        return cls(tuple(kept), tuple(next(iter(found[lemma])) for lemma in kept), np.stack(list(kept.values())))

    def guess(self, similarity: NDArray[np.float32], k: int) -> tuple[str, int]:
        """The class that the `k` nearest vote for, and the row of the nearest."""
        nearest = np.argsort(-similarity)[:k]
        votes: dict[str, float] = defaultdict(float)
        for i in nearest:
            votes[self.classes[i]] += float(similarity[i])
        return max(votes, key=lambda c: votes[c]), int(nearest[0])


def unit(model: nlp.Model, lemma: str) -> NDArray[np.float32] | None:
    """The word's vector at length one; None if the model has none."""
    word = model.nlp.vocab[lemma]
    return word.vector / np.linalg.norm(word.vector) if word.has_vector and word.vector_norm else None


def left_out(known: Neighbours) -> Iterator[tuple[int, float, int, int]]:
    """(k, threshold, verbs guessed, of them right), each verb guessed from the others."""
    similarity = known.rows @ known.rows.T
    np.fill_diagonal(similarity, -1)
    for k in NEIGHBOURS:
        guesses = [known.guess(row, k) for row in similarity]
        for least in THRESHOLDS:
            counted = [
                guess == own
                for (guess, nearest), own, row in zip(guesses, known.classes, similarity, strict=True)
                if least <= row[nearest] < SHARED
            ]
            yield k, least, len(counted), sum(counted)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verb without a frame between two actors, and what its nearest verb would make of it."""

    lemma: str
    nearest: str
    cls: str
    similarity: float


def proposals(texts: Sequence[str], known: Neighbours, model: nlp.Model, lexicon: Lexicon) -> list[Proposal]:
    """The most similar first."""
    triggers = {t.head for f in lexicon.frames for t in f.triggers} | lexicon.operators_by_lemma.keys()
    gazetteer = Gazetteer.load()
    found = []
    for parsed in model.nlp.pipe(texts):
        doc = tokens.of(parsed)
        actors = {m.root for m in mentions.find_entities(doc, gazetteer) if m.is_actor}
        for token in doc:
            if token.pos_ == "VERB" and token.lemma_ not in triggers and _between(token, actors):
                row = unit(model, token.lemma_)
                if row is not None:
                    cls, i = known.guess(known.rows @ row, 1)
                    found.append(Proposal(token.lemma_, known.lemmas[i], cls, float(known.rows[i] @ row)))
    return sorted(found, key=lambda p: (-p.similarity, p.lemma))


def _between(verb: Token, actors: set[int]) -> bool:
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    objects = [c for c in verb.children if c.dep_ in _OBJECTS]
    objects += [g for c in verb.children if c.dep_ in ("prep", "agent") for g in c.children if g.dep_ == "pobj"]
    return any(c.i in actors for c in subjects) and any(c.i in actors for c in objects)


def report(kit: Path) -> Iterator[str]:
    model, lexicon = nlp.load(None), Lexicon.load(classes=None)
    known = Neighbours.of(lexicon, model)
    yield "# Word vectors for verbs that the lexicon does not have\n"
    yield f"By `python -m bench.vectors`: {model.name} {model.version}, {len(known.lemmas)} verbs of one class each.\n"
    yield "## A verb guessed from the others\n"
    yield "| neighbours | cosine at least | verbs | of them right |"
    yield "| --- | --- | --- | --- |"
    for k, least, guessed, right in left_out(known):
        yield f"| {k} | {least} | {guessed} | {right / max(guessed, 1):.2f} |"
    for title, sets in (("The sentences of gsr and plv", SENTENCES), ("Running text: polnear, te3, re3d", RUNNING)):
        texts = [json.loads(line)["text"] for name in sets for line in (kit / "dev" / f"articles.{name}.jsonl").open()]
        found = proposals(texts, known, model, lexicon)
        likely = [p for p in found if SHARED > p.similarity >= LIKELY]
        yield f"\n## {title}\n"
        yield f"{len(found)} verbs without a frame between two actors; {len(likely)} have a neighbour of {LIKELY}:\n"
        for (lemma, nearest, cls), times in Counter((p.lemma, p.nearest, p.cls) for p in likely).most_common(20):
            yield f"- {lemma}, as {nearest}: {cls}" + (f" ({times} times)" if times > 1 else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "bench")
    text = "\n".join(report(parser.parse_args().kit)) + "\n"
    (ROOT / "bench" / "VECTORS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
