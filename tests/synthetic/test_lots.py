"""Weighted lots are drawn as ``random.choices`` would draw them from what is left, and each once."""

from random import Random

from sightline.engine.synthetic.lots import Lots


def test_lots_fall_as_they_would_from_a_shrinking_list() -> None:
    chance = Random(5)
    weights = [chance.uniform(0.1, 4) for _ in range(301)]
    lots, drawing, listed = Lots(weights), Random(9), Random(9)
    left = list(range(len(weights)))
    for _ in weights:
        place = listed.choices(range(len(left)), [weights[lot] for lot in left])[0]
        assert lots.draw(drawing) == left.pop(place)


def test_a_single_lot() -> None:
    assert Lots([0.3]).draw(Random(1)) == 0
