"""The build's time as a ratio to bare parsing, and its peak memory: `make bench-speed`.

    python -m bench.speed [ARTICLES.jsonl]      default: 700 articles made of data/ (bench/corpus.py)

Bare parsing is `nlp.pipe` with the same model, components and batch size over the clean texts. The build reads files,
cleans, parses, extracts, writes the store on disk and fuses. Both run in one process, in turn, after a warm-up; the
ratio is the median of the rounds. Peak memory is that of a build in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus import write
from communique.articles import documents, sources
from communique.model import Article, RawArticle
from communique.pipeline import PARSED, Builder, Reader
from communique.store import Store
from communique.vocab import Vocabulary

ARTICLES = 700
ROUNDS = 3


def clean_texts(corpus: Path) -> list[str]:
    prepared = (documents.prepare(raw) for raw in sources.read([corpus]) if isinstance(raw, RawArticle))
    return [a.text for a in prepared if isinstance(a, Article)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--profile", action="store_true", help="also print where the build's time goes")
    args = parser.parse_args()
    vocab = Vocabulary.load()
    reader = Reader.load(vocab=vocab)
    nlp = reader.model.nlp
    bare, built = [], []
    with tempfile.TemporaryDirectory() as scratch:
        corpus = args.articles or write(ARTICLES, Path(scratch) / "corpus.jsonl")
        texts = clean_texts(corpus)
        for _ in nlp.pipe(texts[:50], batch_size=PARSED):
            pass
        for i in range(ROUNDS):
            began = time.perf_counter()
            for _ in nlp.pipe(texts, batch_size=PARSED):
                pass
            bare.append(time.perf_counter() - began)
            began = time.perf_counter()
            with Store.open(Path(scratch) / f"store{i}", vocab=vocab) as store:
                Builder(store, reader).build([corpus])
            built.append(time.perf_counter() - began)
        if args.profile:
            profile(corpus, reader, vocab, Path(scratch))
        memory = peak_memory(corpus, Path(scratch))
    ratio = statistics.median(b / a for a, b in zip(bare, built, strict=True))
    words = sum(len(t.split()) for t in texts)
    print(f"{len(texts)} articles, {words:,} words; bare nlp.pipe {words / min(bare):,.0f} words/s")
    print(f"build / bare nlp.pipe: {ratio:.2f} (median of {ROUNDS}); peak memory {memory:,.0f} MB")


def peak_memory(corpus: Path, scratch: Path) -> float:
    """Megabytes that a build of the corpus takes at its peak."""
    program = str(Path(sys.executable).with_name("communique"))
    subprocess.run([program, "build", str(corpus), "--store", str(scratch / "measured"), "--quiet"], check=True)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit


def profile(corpus: Path, reader: Reader, vocab: Vocabulary, scratch: Path) -> None:
    """Print the build's functions by their own time, the parser's aside."""
    import cProfile
    import pstats

    run = cProfile.Profile()
    with Store.open(scratch / "profiled", vocab=vocab) as store:
        run.runcall(Builder(store, reader).build, [corpus])
    pstats.Stats(run).sort_stats("cumulative").print_stats("communique", 40)


if __name__ == "__main__":
    main()
