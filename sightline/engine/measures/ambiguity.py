"""How many values a hidden number could still have, given everything that is shown.

Shown numbers tie the hidden ones together by sums: a whole is its parts. A reader who knows the sums can move
the hidden numbers only along the null space of those sums, and none below nought. Every vector of a basis of
it that touches a number, walked as far as both ways allow, gives values that the number could truly have; so
the count here is a proof that at least so many remain, never a guess.
"""

from collections.abc import Mapping, Sequence
from math import inf, lcm

import numpy as np
from numpy.typing import NDArray

Sum = Mapping[int, int]
"""One sum that comes to a shown number: which cells, each with its sign."""

_Matrix = NDArray[np.int64]


def null_space(sums: Sequence[Sum], hidden: Sequence[int]) -> list[dict[int, int]]:
    """Whole-number vectors over the hidden cells that leave every sum as it is: a basis, one dict a
    vector.
    """
    place = {cell: n for n, cell in enumerate(hidden)}
    matrix = np.zeros((len(sums), len(hidden)), dtype=np.int64)
    for n, each in enumerate(sums):
        for cell, sign in each.items():
            if cell in place:
                matrix[n, place[cell]] += sign
    pivots = _reduce(matrix)
    free = [column for column in range(len(hidden)) if column not in pivots]
    scale = lcm(1, *(abs(int(matrix[row, column])) for column, row in pivots.items()))
    basis = []
    for column in free:
        vector = {hidden[column]: scale}
        for pivot, row in pivots.items():
            if matrix[row, column]:
                vector[hidden[pivot]] = -int(matrix[row, column]) * scale // int(matrix[row, pivot])
        divisor = int(np.gcd.reduce(list(vector.values())))
        basis.append({cell: step // divisor for cell, step in vector.items()})
    return basis


def _reduce(matrix: _Matrix) -> dict[int, int]:
    """Gauss-Jordan in whole numbers, in place. Returns the row of each pivot column."""
    pivots: dict[int, int] = {}
    row = 0
    for column in range(matrix.shape[1]):
        below = np.nonzero(matrix[row:, column])[0]
        if not len(below):
            continue
        matrix[[row, row + below[0]]] = matrix[[row + below[0], row]]
        for other in np.nonzero(matrix[:, column])[0]:
            if other != row:
                mixed = matrix[row, column] * matrix[other] - matrix[other, column] * matrix[row]
                matrix[other] = mixed // max(1, int(np.gcd.reduce(mixed)))
        pivots[column] = row
        row += 1
        if row == matrix.shape[0]:
            break
    return pivots


def possible_values(basis: Sequence[Mapping[int, int]], values: Mapping[int, int], cell: int) -> float:
    """At least how many whole values, none below nought, a hidden cell could have. ``values``: the true
    ones.
    """
    return 1 + _walk(basis, values, cell, up=True) + _walk(basis, values, cell, up=False)


def _walk(basis: Sequence[Mapping[int, int]], values: Mapping[int, int], cell: int, *, up: bool) -> float:
    """How many steps a cell can be moved one way, along one vector after another."""
    now, steps = dict(values), 0.0
    for vector in basis:
        towards = vector.get(cell, 0)
        if not towards:
            continue
        sign = 1 if (towards > 0) == up else -1
        room = min(
            (now[other] // abs(step) for other, step in vector.items() if step * sign < 0), default=inf
        )
        if room == inf:
            return inf
        for other, step in vector.items():
            now[other] += step * sign * int(room)
        steps += room
    return steps
