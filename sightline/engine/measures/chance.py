"""Exact arithmetic of chance for counts: no tables, no approximations, the same digits on every machine."""

from bisect import bisect_right
from itertools import accumulate
from math import exp, lgamma

_ALIKE = 1e-9
"""Two likelihoods (as logarithms) no further apart are the same: the last digits are the machine's."""


def _ln_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def differs(done: int, of: int, other_done: int, other_of: int) -> float:
    """How likely it is that two shares of one truth would differ by so much or more (Fisher's exact test,
    two-sided).

    1.0 where either has no cases. Counts of up to some hundred thousand.
    """
    total, marked = of + other_of, done + other_done
    if not of or not other_of:
        return 1.0
    whole = _ln_choose(total, of)
    lowest, highest = max(0, of - (total - marked)), min(of, marked)

    def likelihood(k: int) -> float:
        return _ln_choose(marked, k) + _ln_choose(total - marked, of - k) - whole

    here = likelihood(done) + _ALIKE
    return min(1.0, sum(exp(each) for k in range(lowest, highest + 1) if (each := likelihood(k)) <= here))


def limits(of: int, other_done: int, other_of: int, done: int, one_in: int) -> tuple[int, int]:
    """The least and the most that ``of`` cases would have done by chance, were their share the others'.

    All that were done, here and elsewhere, are dealt out among all the cases: of a count outside the limits
    ``differs`` says less than once in ``one_in``. The whole range where either has no cases.
    """
    total, marked = of + other_of, done + other_done
    if not of or not other_of:
        return 0, of
    counts = range(max(0, of - (total - marked)), min(of, marked) + 1)
    whole = _ln_choose(total, of)
    likelihoods = [_ln_choose(marked, k) + _ln_choose(total - marked, of - k) - whole for k in counts]
    rarest = sorted(likelihoods)
    chances = list(accumulate(map(exp, rarest)))
    inside = [
        k
        for k, each in zip(counts, likelihoods, strict=True)
        if chances[bisect_right(rarest, each + _ALIKE) - 1] * one_in >= 1
    ]
    return inside[0], inside[-1]
