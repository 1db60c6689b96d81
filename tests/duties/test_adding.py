"""What each further source would add, from the declarations alone."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sightline.engine.duties.adding import Adding, shown_by, would_add
from sightline.engine.duties.catalogue import DUTIES
from sightline.engine.duties.duty import Duty, Shows

_ORDER = (Shows.NOTHING, Shows.CURRENCY, Shows.TIMELINESS)
_FIRST = next(iter(DUTIES.values()))


def duty(name: str, needs: tuple[str, ...], **shows: Shows) -> Duty:
    return replace(_FIRST, id=name, needs=needs, shows=shows)


REVIEW = duty("review", ("ssd_cla_reviews",), ssd=Shows.TIMELINESS, annex_a=Shows.CURRENCY)
INTERVIEW = duty("interview", ("return_home_interview",), register=Shows.TIMELINESS)


def gained(adding: tuple[Adding, ...]) -> dict[str, list[tuple[str, Shows, Shows]]]:
    return {one.source: [(gain.duty, gain.now, gain.then) for gain in one.gains] for one in adding}


def test_with_nothing_loaded_every_source_opens_what_it_shows() -> None:
    told = gained(would_add([REVIEW, INTERVIEW], {}))
    assert told == {
        "annex_a": [("review", Shows.NOTHING, Shows.CURRENCY)],
        "register": [("interview", Shows.NOTHING, Shows.TIMELINESS)],
        "ssd": [("review", Shows.NOTHING, Shows.TIMELINESS)],
    }


def test_with_the_workbook_the_dataset_shows_more_of_the_same_duty() -> None:
    loaded = {"annex_a": {"ssd_cla_reviews"}}
    assert shown_by(REVIEW, loaded) is Shows.CURRENCY
    told = would_add([REVIEW, INTERVIEW], loaded)
    assert [(one.source, one.new) for one in told] == [("register", 1), ("ssd", 0)]
    assert gained(told)["ssd"] == [("review", Shows.CURRENCY, Shows.TIMELINESS)]


def test_a_register_that_is_not_kept_yet_is_named() -> None:
    (told,) = would_add([INTERVIEW], {"register": {"health_assessment"}})
    assert told.gains[0].tables == ("return_home_interview",)
    assert would_add([INTERVIEW], {"register": {"return_home_interview"}}) == ()


SOURCES = sorted({source for duty in DUTIES.values() for source in duty.shows})
TABLES = sorted({table for duty in DUTIES.values() for table in duty.needs})


@given(st.dictionaries(st.sampled_from(SOURCES), st.sets(st.sampled_from(TABLES)), max_size=4))
def test_loading_all_that_is_named_leaves_nothing_to_add(loaded: dict[str, set[str]]) -> None:
    after = {source: set(tables) for source, tables in loaded.items()}
    for one in would_add(DUTIES.values(), loaded):
        for gain in one.gains:
            assert _ORDER.index(gain.then) > _ORDER.index(gain.now)
            assert gain.now is shown_by(DUTIES[gain.duty], loaded)
            after.setdefault(one.source, set()).update(gain.tables)
    assert would_add(DUTIES.values(), after) == ()
