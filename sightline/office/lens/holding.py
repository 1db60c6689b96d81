"""A few costly answers, held in memory: the ones asked for last, each worked out once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar

Value = TypeVar("Value")


def _one(value: object) -> int:
    return 1


class Holding(Generic[Value]):
    """Answers that weigh at most ``most`` together. Threads that want the same one wait for it; others go on.

    ``weigh``: what one answer weighs; without it, ``most`` is how many are held. The newest is held whatever
    it weighs.
    """

    def __init__(self, most: int, weigh: Callable[[Value], int] = _one) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
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
                    self._keep(key, made)
                return made
            finally:
                with self._door:
                    self._turns.pop(key, None)

    def _keep(self, key: Hashable, made: Value) -> None:
        if key in self._held:
            self._weight -= self._weigh(self._held.pop(key))
        self._held[key] = made
        self._weight += self._weigh(made)
        while self._weight > self._most and len(self._held) > 1:
            _, gone = self._held.popitem(last=False)
            self._weight -= self._weigh(gone)

    def __len__(self) -> int:
        return len(self._held)
