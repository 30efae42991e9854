"""The build's time as a ratio to bare parsing, where it goes, and its peak memory: `make bench-speed`.

    python -m bench.speed [ARTICLES.jsonl]

Without a file two kinds of articles are measured, both made of data/ (bench/corpus.py): 700 notes of some 70 words, in
which nearly each sentence tells an event, and 60 articles of newspaper length (some 960 words), four such notes with
quiet paragraphs between them.

Bare parsing is `nlp.pipe` of the model as spaCy loads it, over the clean texts. The build reads files, cleans, parses,
extracts, writes the store on disk and fuses. Both run in one process, in turn, after a warm-up. What is compared is the
time that processors worked for the process (`time.process_time`, all threads), so that other work on the machine
changes little; the ratio is the median of the rounds. The shares of the steps are of bare parsing, from the same
rounds; "parsing" is `nlp.pipe` with our components, and "rest" what the build takes beyond it and the steps. Then the
same by the clock, as somebody who waits sees it: the build as the command line does it, with a process a processor to
read articles, over bare parsing in one process; other work on the machine weighs on both. Peak memory is that of the
largest process of a build.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spacy.language import Language

from bench.corpus import write
from communique import pipeline
from communique.articles import documents, sources
from communique.entities import mentions
from communique.events import coding
from communique.graph.rdf import ArticleWriter
from communique.identity import firstperson, resolve
from communique.model import Article, RawArticle
from communique.parsing import tokens
from communique.parsing.nlp import stock as load_stock
from communique.pipeline import PARSED, Builder, Reader
from communique.speech import attribution, statements
from communique.store import Store
from communique.times import dates, timing
from communique.vocab import Vocabulary
from communique.workers import processors

NOTES, ARTICLES = 700, 60
ROUNDS = 3
STEPS = (  # the functions in which the build's steps begin
    ("prepare", documents, "prepare"),
    ("tokens", tokens, "of"),
    ("entities", mentions, "find_entities"),
    ("times", dates, "find_times"),
    ("times", timing, "time_of"),
    ("events", coding, "find_events"),
    ("speech", statements, "find_statements"),
    ("speech", attribution, "attribute"),
    ("identity", resolve, "resolve"),
    ("identity", firstperson, "speakers"),
    ("rdf", ArticleWriter, "nquads"),
    ("rdf", pipeline, "from_reading"),
    ("store", Store, "add"),
    ("fusion", Store, "refresh"),
)


def clean_texts(corpus: Path) -> list[str]:
    prepared = (documents.prepare(raw) for raw in sources.read([corpus]) if isinstance(raw, RawArticle))
    return [a.text for a in prepared if isinstance(a, Article)]


@contextmanager
def watched(spent: dict[str, float]) -> Iterator[None]:
    """Add up the time of each step while this lasts."""
    originals = [(owner, name, getattr(owner, name)) for _, owner, name in STEPS]
    for step, owner, name in STEPS:
        setattr(owner, name, _timed(getattr(owner, name), step, spent))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _timed(function: Callable[..., Any], step: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **options)
        finally:
            spent[step] = spent.get(step, 0.0) + time.process_time() - began

    return timed


def parse(nlp: Language, texts: list[str]) -> tuple[float, float]:
    """Seconds that parsing takes: of processors, and by the clock."""
    began, clock = time.process_time(), time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=PARSED):
        pass
    return time.process_time() - began, time.perf_counter() - clock


def measure(corpus: Path, reader: Reader, scratch: Path, memory: float) -> None:
    """Print one kind of article's figures."""
    nlp, vocab = reader.model.nlp, reader.vocab
    stock = load_stock(nlp.path)
    texts = clean_texts(corpus)
    for each in (stock, nlp):
        parse(each, texts[:50])
    bare, built, waited = [], [], []
    spent: dict[str, float] = {"parsing": 0.0}
    for i in range(ROUNDS):
        took, clock = parse(stock, texts)
        bare.append(took)
        spent["parsing"] += parse(nlp, texts)[0]
        with watched(spent):
            began = time.process_time()
            with Store.open(scratch / f"{corpus.stem}{i}", vocab=vocab) as store:
                Builder(store, reader).build([corpus])
            built.append(time.process_time() - began)
        began = time.perf_counter()
        with Store.open(scratch / f"{corpus.stem}{i}-waited", vocab=vocab) as store:
            Builder(store, reader).build([corpus], jobs=None)
        waited.append((time.perf_counter() - began) / clock)
    words = sum(len(t.split()) for t in texts)
    ratio = statistics.median(b / a for a, b in zip(bare, built, strict=True))
    spent["rest"] = sum(built) - sum(spent.values())
    print(f"{len(texts)} articles of {words / len(texts):.0f} words; bare nlp.pipe {words / min(bare):,.0f} words/s")
    print(f"  build / bare nlp.pipe: {ratio:.2f} (median of {ROUNDS}; {min(built) / min(bare):.2f} of the best rounds)")
    print(f"  by the clock, with {processors()} processes: {statistics.median(waited):.2f}")
    print("  of bare parsing: " + ", ".join(f"{step} {100 * took / sum(bare):.1f} %" for step, took in spent.items()))
    print(f"  peak memory {memory:,.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--profile", action="store_true", help="also print where the build's time goes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        corpora = [args.articles] if args.articles else []
        if not corpora:
            corpora = [write(NOTES, scratch / "notes.jsonl"), write(ARTICLES, scratch / "long.jsonl", long=True)]
        # first of all: a program counts the memory of whoever starts it as its own, as far as Linux is concerned
        memory = [peak_memory(corpus, scratch) for corpus in corpora]
        reader = Reader.load(vocab=Vocabulary.load())
        for corpus, peak in zip(corpora, memory, strict=True):
            measure(corpus, reader, scratch, peak)
            if args.profile:
                profile(corpus, reader, scratch)


def peak_memory(corpus: Path, scratch: Path) -> float:
    """Megabytes that a build of the corpus takes at its peak."""
    program = str(Path(sys.executable).with_name("communique"))
    store = str(scratch / f"measured-{corpus.stem}")
    build = subprocess.Popen([program, "build", str(corpus), "--store", store, "--quiet"])
    _, failed, usage = os.wait4(build.pid, 0)
    if failed:
        raise SystemExit(f"the build of {corpus} failed")
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def profile(corpus: Path, reader: Reader, scratch: Path) -> None:
    """Print the build's functions by their own time, the parser's aside."""
    import cProfile
    import pstats

    run = cProfile.Profile()
    with Store.open(scratch / f"profiled-{corpus.stem}", vocab=reader.vocab) as store:
        run.runcall(Builder(store, reader).build, [corpus])
    pstats.Stats(run).sort_stats("cumulative").print_stats("communique", 40)


if __name__ == "__main__":
    main()
