"""A few costly answers, held in memory: the ones asked for last, each worked out once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Holding(Generic[Value]):
    """At most ``most`` answers. Threads that want the same one wait for it; others go on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Value] = OrderedDict()
        self._turns: dict[Hashable, RLock] = {}
        self._door = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The answer under a key, made now if it is not held. What ``make`` raises is not held."""
        with self._door:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            turn = self._turns.setdefault(key, RLock())
        with turn:
            with self._door:
                if key in self._held:
                    return self._held[key]
            try:
                made = make()
                with self._door:
                    self._held[key] = made
                    while len(self._held) > self._most:
                        self._held.popitem(last=False)
                return made
            finally:
                with self._door:
                    self._turns.pop(key, None)

    def __len__(self) -> int:
        return len(self._held)
