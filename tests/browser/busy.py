"""A machine that has other things to do."""

import signal
import subprocess
import sys


class BusyMachine:
    """Two processes that take what they can get, as long as a `with` block lasts.

    The block holds what races, from the first key or press until the page is left; what is seen on return does not
    race, and looking at it beside them only takes longer.
    """

    def __init__(self) -> None:
        self._burners = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
        self._send(signal.SIGSTOP)

    def __enter__(self) -> None:
        self._send(signal.SIGCONT)

    def __exit__(self, *_: object) -> None:
        self._send(signal.SIGSTOP)

    def end(self) -> None:
        for burner in self._burners:
            burner.kill()
            burner.wait()

    def _send(self, number: int) -> None:
        for burner in self._burners:
            burner.send_signal(number)
