"""What each saved query takes on a large graph: `make bench-queries`.

    python -m bench.queries [STORE]      default: a store of 2,000 articles made of data/ (bench/corpus.py), built first

Prints a table of query, rows and seconds, reading the answer included: processor time, the best of three runs, since
other programs use the machine too. Where a query needs a parameter, it gets the one with the largest answer to expect:
the busiest state, the dyad with most events, the day in the middle, the event with most evidence. Exits with 1 where a
query takes longer than a second.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from bench.corpus import write
from communique.answers import queries
from communique.answers.parameters import Value
from communique.answers.queries import SavedQuery
from communique.answers.results import Table, fetch
from communique.pipeline import Builder, Reader
from communique.resources import data_folder
from communique.store import Store
from communique.vocab import Vocabulary

ARTICLES = 2000
LIMIT = 1.0
ROUNDS = 3
PREFIXES = "PREFIX dip: <https://w3id.org/communique/ontology#> PREFIX schema: <https://schema.org/> "
BUSIEST = """SELECT ?found { ?event dip:participantCountry ?found }
GROUP BY ?found ORDER BY DESC(COUNT(?event)) ?found LIMIT 1"""
PARTNER = """SELECT ?found {{ ?event dip:participantCountry <{busiest}>, ?found FILTER(?found != <{busiest}>) }}
GROUP BY ?found ORDER BY DESC(COUNT(?event)) ?found LIMIT 1"""
TOLD_MOST = "SELECT ?found { ?found dip:evidence ?by } GROUP BY ?found ORDER BY DESC(COUNT(?by)) ?found LIMIT 1"
DAYS = "SELECT ?found { ?article schema:datePublished ?found } ORDER BY ?found"


def typical(store: Store) -> dict[str, Value]:
    """A value with a large answer for each parameter that some query cannot do without."""

    def column(sparql: str) -> list[str]:
        answer = fetch(store, PREFIXES + sparql)
        return [str(row["found"]) for row in answer.dicts()] if isinstance(answer, Table) else []

    (busiest,), days = column(BUSIEST), column(DAYS)
    (partner,), (event,) = column(PARTNER.format(busiest=busiest)), column(TOLD_MOST)
    day = days[len(days) // 2][:10]
    return {"actor": busiest, "a": busiest, "b": partner, "event": event, "day": day}


def measured(query: SavedQuery, store: Store, values: Mapping[str, Value]) -> tuple[int, float]:
    """Rows and the seconds of the quickest run."""
    needed = {p.name: values[p.name] for p in query.params if not p.optional and not p.default}
    taken, rows = [], 0
    for _ in range(ROUNDS):
        began = time.process_time()
        rows = len(queries.run(query, store, needed).rows)
        taken.append(time.process_time() - began)
    return rows, min(taken)


def build(folder: Path, vocab: Vocabulary) -> Path:
    corpus = write(ARTICLES, folder / "corpus.jsonl")
    with Store.open(folder / "store", vocab=vocab) as store:
        Builder(store, Reader.load(vocab=vocab)).build([corpus])
    return folder / "store"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", nargs="?", type=Path)
    args = parser.parse_args()
    vocab = Vocabulary.load()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.store or build(Path(scratch), vocab)
        with Store.open(folder, vocab=vocab, read_only=True) as store:
            print(f"{len(store):,} quads in {len(store.graphs()):,} graphs")
            values, slow = typical(store), 0
            for name, query in queries.load([data_folder("queries")]).items():
                rows, seconds = measured(query, store, values)
                slow += seconds > LIMIT
                print(f"{name:32}{rows:8,} rows {seconds:7.2f} s{'  over' if seconds > LIMIT else ''}", flush=True)
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
