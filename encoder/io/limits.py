"""What the machine gives a run: how many processes, how much time for one document."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

#: so much memory a process may come to take with large lists and a large text, in bytes
A_PROCESS = 300 * 1024 * 1024
_MEMORY = Path("/proc/meminfo")
#: where a container is told how much memory it may take, and how much it takes
_GROUPS = ((Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),)


class OverTimeError(BaseException):
    """A document took longer than it may.

    No Exception: what catches errors on the way may not catch it.
    """


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OverTimeError in what takes longer; 0 sets no limit.

    It is raised between two steps of Python, in the main thread also inside the search of a pattern, and not inside a call of a library
    in C.
    """
    if not seconds:
        yield
        return
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        with _within_thread(seconds):
            yield
        return
    before = signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _within_thread(seconds: float) -> Iterator[None]:
    """Do what ``within`` does where no signal arrives: in the threads of a cluster's worker, and on systems without such a clock."""
    import ctypes  # where there is a limit alone

    thread = ctypes.c_ulong(threading.get_ident())
    raises = ctypes.pythonapi.PyThreadState_SetAsyncExc
    turn = threading.Lock()
    running = True

    def over() -> None:
        with turn:
            if running:
                raises(thread, ctypes.py_object(OverTimeError))

    clock = threading.Timer(seconds, over)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        with turn:
            running = False
        clock.cancel()
        raises(thread, None)  # what was raised and has not arrived is for nobody else


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of cycles rest: a draft has a million objects and no cycle, and would be searched again and again."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _over(number: int, _: FrameType | None) -> None:
    raise OverTimeError


def processes() -> int:
    """Return how many processes are worth their while: one for each core that may be used, as far as memory goes."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = _free_memory()
    return max(1, min(cores, free // A_PROCESS)) if free is not None else cores


def _free_memory() -> int | None:
    """Return the bytes that are free: those of the machine, or of the container where it has fewer; None where nobody says."""
    found = []
    with suppress(OSError, ValueError, IndexError):
        found += [int(line.split()[1]) * 1024 for line in _MEMORY.read_text("ascii").splitlines() if line.startswith("MemAvailable:")]
    for most, now in _GROUPS:
        with suppress(OSError, ValueError):  # "max" is no number
            found.append(max(0, int(most.read_text("ascii")) - int(now.read_text("ascii"))))
    return min(found) if found else None
