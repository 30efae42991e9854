"""Several processes read: in order, to the same graph, and none outlives the one that started it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import count, islice
from multiprocessing import active_children
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import workers
from communique.errors import CommuniqueError
from communique.pipeline import FEW, PARSED, Builder, Reader
from communique.store import Store
from communique.vocab import Vocabulary
from conftest import DATA, fixed_clock

NOTE = "The Danish minister met her Polish counterpart in Oslo on Friday."
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


def slowly(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return number * number


def ended(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_the_order_of_the_chunks(processes: int) -> None:
    assert list(workers.in_order(slowly, range(20), processes)) == [n * n for n in range(20)]


@given(st.integers(1, 3), st.integers(0, 5))
def test_no_more_is_taken_than_is_out(processes: int, wanted: int) -> None:
    taken: list[int] = []
    endless = (taken.append(n) or n for n in count())  # type: ignore[func-returns-value]
    done = workers.in_order(slowly, endless, processes)
    assert list(islice(done, wanted)) == [n * n for n in range(wanted)]
    done.close()
    assert len(taken) <= wanted + workers.AHEAD * processes


def test_where_processes_cannot_talk_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("no semaphores here")

    monkeypatch.setattr("multiprocessing.synchronize.Lock.__init__", refused)
    assert list(workers.in_order(slowly, range(5), 2)) == [n * n for n in range(5)]


def test_where_processes_are_not_forked_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert set(workers.in_order(lambda _: os.getpid(), range(5), 2)) == {os.getpid()}


@linux
@pytest.mark.parametrize("failing", [1, 2])
def test_where_a_process_cannot_begin_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    fork, begun = os.fork, count(1)

    def refused() -> int:
        if next(begun) == failing:
            raise BlockingIOError("no more processes")
        return fork()

    monkeypatch.setattr(os, "fork", refused)
    assert set(workers.in_order(lambda _: os.getpid(), range(5), 2)) == {os.getpid()}
    assert not active_children()


@linux
def test_work_need_not_be_picklable() -> None:
    assert os.getpid() not in set(workers.in_order(lambda _: os.getpid(), range(5), 2))


@linux
def test_a_process_that_was_ended_is_told_in_one_line() -> None:
    with pytest.raises(CommuniqueError, match="try --jobs 1"):
        list(workers.in_order(ended, range(9), 2))


def test_two_processes_make_the_graph_that_one_makes(reader: Reader, vocab: Vocabulary, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    sources = sorted((DATA / "courier").glob("*.txt"))
    for n in range((FEW + 2) * PARSED):
        text = sources[n % len(sources)].read_text(encoding="utf-8")
        (notes / f"{n:03}.txt").write_text(f"{text}\nThis is copy number {n}.\n", encoding="utf-8")
    graphs = []
    for jobs in (1, 2):
        with Store.memory(vocab=vocab) as store:
            report = Builder(store, reader, clock=fixed_clock).build([notes], jobs=jobs)
            assert report.added > FEW * PARSED  # enough for processes to begin
            graphs.append(sorted(map(str, store.quads())))
    assert graphs[0] == graphs[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_full_part_is_fused_while_more_is_read(
    reader: Reader, vocab: Vocabulary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr("communique.pipeline.BATCH", 1)
    monkeypatch.setattr("communique.store.TOGETHER", 10)
    notes = tmp_path / "notes.jsonl"
    texts = (json.dumps({"id": f"n{n}", "text": f"{NOTE} This is copy number {n}."}) for n in range((FEW + 1) * PARSED))
    notes.write_text("\n".join(texts), encoding="utf-8")
    with Store.memory(vocab=vocab) as store:
        parts = []
        follow = store._follow
        monkeypatch.setattr(store, "_follow", lambda come, *others: (parts.append(len(come)), follow(come, *others)))
        Builder(store, reader, clock=fixed_clock).build([notes], jobs=jobs)
        assert parts == [10] * ((FEW + 1) * PARSED // 10)


def children(pid: int) -> set[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return {int(line) for line in found.stdout.split()}


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


STARTER = """
import time
from communique import workers
def wait(n):
    time.sleep(n and 60)
    return n
for done in workers.in_order(wait, range(9), 2):
    print(done, flush=True)
"""


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_one_that_started_it(how: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "starter.py"
    script.write_text(STARTER.replace("60", "3"), encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"0\n"
        started = children(starter.pid)
        assert len(started) == 2
        starter.send_signal(how)
        starter.wait(30)
    deadline = time.monotonic() + 10
    while any(map(is_there, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_there, started))
