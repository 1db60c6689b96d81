"""Exact arithmetic of chance for counts: no tables, no approximations, the same digits on every machine."""

from math import exp, lgamma, log


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

    here = likelihood(done) + 1e-9
    return min(1.0, sum(exp(each) for k in range(lowest, highest + 1) if (each := likelihood(k)) <= here))


def binomial_limits(of: int, share: float, chance: float) -> tuple[int, int]:
    """The counts between which ``of`` cases fall by chance alone when the true share is ``share``.

    Each limit leaves at most half of ``chance`` outside it (exact binomial). The whole range where there are
    no cases.
    """
    if of == 0 or share <= 0 or share >= 1:
        return (0, 0) if share <= 0 else (of, of) if share >= 1 else (0, 0)
    odds = [exp(_ln_choose(of, k) + k * log(share) + (of - k) * log(1 - share)) for k in range(of + 1)]
    return _tail(odds, chance / 2), of - _tail(odds[::-1], chance / 2)


def _tail(odds: list[float], chance: float) -> int:
    """The first count at which the chance of that count or fewer is more than ``chance``."""
    below = 0.0
    for count, each in enumerate(odds):
        below += each
        if below > chance:
            return count
    return len(odds) - 1
