"""Drawing some of many by weight, each at most once, in time that grows with the logarithm of how many."""

from collections.abc import Sequence
from random import Random


class Lots:
    """Weighted lots without return: sums of the weights in a binary indexed tree."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._weights = list(weights)
        self._top = 1 << (len(self._weights).bit_length() - 1) if self._weights else 0
        self._sums = [0.0, *self._weights]
        for place in range(1, len(self._sums)):
            above = place + (place & -place)
            if above < len(self._sums):
                self._sums[above] += self._sums[place]

    def draw(self, rng: Random) -> int:
        """The place of one lot not drawn before, by its weight."""
        rest = rng.random() * self._total()
        place, step = 0, self._top
        while step:
            if place + step < len(self._sums) and self._sums[place + step] <= rest:
                place += step
                rest -= self._sums[place]
            step >>= 1
        count = len(self._weights)
        place %= count
        while not self._weights[place]:  # a sum of fractions may stop beside the lot that it means
            place = (place - 1) % count
        self._take(place)
        return place

    def _total(self) -> float:
        total, place = 0.0, len(self._weights)
        while place:
            total += self._sums[place]
            place &= place - 1
        return total

    def _take(self, place: int) -> None:
        gone, self._weights[place] = self._weights[place], 0.0
        at = place + 1
        while at < len(self._sums):
            self._sums[at] -= gone
            at += at & -at
