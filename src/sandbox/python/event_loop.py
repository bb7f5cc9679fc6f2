"""An event loop that needs no system calls: timers wait with `time.sleep`, and nothing else can wake it."""

import asyncio
import time

_sleep = getattr(time.sleep, "__wrapped__", time.sleep)


class _Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("The coroutine waits for something that can never happen here.")
        if timeout > 0:
            _sleep(timeout)
        return ()

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass


class _Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = _Loop


def install():
    """Puts back what Pyodide replaced, and makes this the loop that `asyncio.run` opens."""
    asyncio.run = asyncio.runners.run
    time.sleep = _sleep
    asyncio.events._set_event_loop_policy(_Policy())
    asyncio.events._set_running_loop(None)


def run(coroutine):
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(coroutine)
