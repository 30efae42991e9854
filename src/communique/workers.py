"""Work spread over processes: chunks go out as they come, results come back in their order.

A process is forked, and so has the model without reading or copying it; on systems that do not fork safely (all but
Linux) the work is done here. It leaves Ctrl-C to whoever started it, and ends with it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from communique.errors import CommuniqueError

T = TypeVar("T")
R = TypeVar("R")

MOST = 4  # processes that are started unasked: each takes some hundred megabytes
AHEAD = 6  # chunks a process that are out together, done or not: some seconds of reading, while results are stored

_work: Callable[[Any], Any]  # what a worker does; set as it begins


def processors() -> int:
    """How many processes to use unasked: as many as there are processors, or one where they cannot be forked."""
    if sys.platform != "linux":
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def in_order(work: Callable[[T], R], chunks: Iterable[T], processes: int) -> Generator[R, None, None]:
    """What `work` makes of each chunk, in order; no more than `AHEAD` chunks a process are taken before they are due.

    Args:
        work: need not be picklable.
        chunks: and what is made of them: picklable.
        processes: with one, and on other systems than Linux, all is done here.

    Raises:
        CommuniqueError: a process was ended from outside.
    """
    pool = _pool(work, processes) if processes > 1 else None
    if pool is None:
        yield from map(work, chunks)
        return
    out: deque[Future[R]] = deque()
    try:
        for chunk in chunks:
            out.append(pool.submit(_do, chunk))
            if len(out) >= AHEAD * processes:
                yield out.popleft().result()
        while out:
            yield out.popleft().result()
    except BrokenProcessPool as error:
        told = "a process that reads articles was ended from outside, perhaps for want of memory; try --jobs 1"
        raise CommuniqueError(told) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(work: Callable[[Any], Any], processes: int) -> ProcessPoolExecutor | None:
    """None where processes cannot be forked (no memory for them, too many), or have nothing through which to talk (a
    container without /dev/shm): one does the same work, in more time."""
    if sys.platform != "linux":
        return None
    others = set(active_children())
    try:
        pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(work,))
        pool.submit(int)  # the first task starts them all
    except (ImportError, NotImplementedError, OSError):
        for begun in set(active_children()) - others:
            begun.kill()
            begun.join()
        return None
    return pool


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(chunk: Any) -> Any:
    return _work(chunk)
