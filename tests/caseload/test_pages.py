"""Each page for each role: what it shows, to whom, and what it says where nothing had been loaded."""

from datetime import date

import polars as pl
import pytest
from django.urls import reverse

from sightline.engine.measures.presentation import as_text
from sightline.office.access.models import Entry
from sightline.office.access.roles import ROLES
from sightline.office.lens.lens import Lens
from tests.caseload.conftest import IHA, SignIn, words

TIMELY = f"{IHA}_timeliness"
FIGURES = {
    "duties": (),
    "duty": (IHA,),
    "measures": (),
    "measure": (TIMELY,),
    "area": (TIMELY, "coast"),
    "team": (TIMELY, "CLA-COAST-1"),
    "figure": (TIMELY, "month", "2019-07-01", "all"),
}
CHILDREN = {"home": (), "children": (), "waiting": (IHA,)}
NAMES = ("Quill", "Rook", "Sand", "Thorn", "Umber")


def address(name: str, *args: object) -> str:
    return reverse(f"caseload:{name}", args=args)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_it_may_and_no_page_names_a_child_out_of_reach(
    sign_in: SignIn, role: str
) -> None:
    client, reach = sign_in(role), ROLES[role].scope
    hidden = {"own cases": ("Sand", "Umber", "Thorn"), "the team's cases": ("Sand",)}.get(
        reach.value, () if reach.sees_children else NAMES
    )
    for name, args in {**FIGURES, **CHILDREN}.items():
        page = client.get(address(name, *args))
        assert page.status_code == (200 if name in FIGURES or reach.sees_children else 403), name
        for child in (*hidden, "Vale"):
            assert child not in words(page), (name, child)
    assert client.get(address("director")).status_code == (200 if reach.value == "the whole service" else 403)


def test_a_child_out_of_reach_is_a_page_that_is_not_there(sign_in: SignIn, whole: Lens) -> None:
    client = sign_in("social_worker")
    assert client.get(address("child", whole.handle("A1"))).status_code == 200
    for out_of_reach in ("C1", "S1", "nobody"):
        assert client.get(address("child", whole.handle(out_of_reach))).status_code == 404
    ref = whole.handle(whole.owed(IHA).filter(pl.col("person_id") == "A1")["key"][0])
    assert client.get(address("reason", whole.handle("C1"), ref)).status_code == 404
    assert sign_in("councillor").get(address("child", whole.handle("A1"))).status_code == 403


def test_the_child_s_page_tells_what_is_owed_and_the_record_with_its_rows(
    sign_in: SignIn, whole: Lens
) -> None:
    page = words(sign_in("director").get(address("child", whole.handle("A1"))))
    for told in ("Ada Quill", "Amara Whitlock", "Adur and Worthing", "Initial health assessment", "Overdue"):
        assert told in page
    assert "Dates only" in page and "Content seen" in page
    assert page.index("Owed now") < page.index("Timeline")
    visit = whole.rows_of("A1")["ssd_cla_visits"]["_rows"][0][0]
    assert reverse("evidence:row", args=[visit]) in page
    days = [page.index(day) for day in ("20 August", "5 June")]
    assert days == sorted(days), "the newest comes first"


def test_a_manager_sees_the_work_by_worker_whom_nobody_holds_and_whom_a_manager_holds(
    sign_in: SignIn,
) -> None:
    page = words(sign_in("team_manager").get(address("home")))
    allocation = page[page.index('id="allocation"') : page.index('id="late"')]
    nobody, held = allocation.split("Held in a manager")
    assert "Dan Thorn" in nobody and "Eve Umber" in held and "Petra Yule" in held
    assert "Amara Whitlock" in page and "Owen Strand" not in page
    assert 'id="workers"' not in words(sign_in("social_worker").get(address("home")))


def test_a_search_is_posted_and_its_words_stay_out_of_addresses_and_trail(sign_in: SignIn) -> None:
    client = sign_in("director")
    page = client.post(address("children"), {"name": "quill"})
    assert page.status_code == 200 and "Ada Quill" in words(page) and "Rook" not in words(page)
    assert "Rook" in words(client.get(address("children") + "?name=quill")), (
        "a name in an address finds nobody"
    )
    kept = str([(one.what, one.subject, one.details) for one in Entry.objects.all()]).lower()
    assert "quill" not in kept
    assert "Cleo Sand" in words(client.post(address("children"), {"name": "C1"}))
    assert "Sol" not in words(client.post(address("children"), {"name": "S1"}))


def test_the_list_is_narrowed_by_area_and_by_what_is_late(sign_in: SignIn) -> None:
    client = sign_in("director")
    crawley = words(client.get(address("children") + "?area=crawley"))
    assert "Cleo Sand" in crawley and "Ada Quill" not in crawley
    assert "Ada Quill" in words(client.get(address("children") + "?late=on"))
    assert client.get(address("children") + "?area=atlantis&page=nonsense").status_code == 200


def test_figures_on_pages_are_the_engine_s(sign_in: SignIn, whole: Lens) -> None:
    row = whole.results(TIMELY).filter(pl.col("period_from") == date(2019, 7, 1)).row(0, named=True)
    assert row["denominator"] == 2 and row["recorded"] == 1, "Ada was late, Cleo in time"
    client = sign_in("director")
    opened = words(client.get(address("figure", TIMELY, "month", "2019-07-01", "all")))
    assert as_text(row) in opened and "Ada Quill" in opened and "Cleo Sand" in opened
    assert as_text(row) in words(client.get(address("measure", TIMELY)))
    done = words(client.get(address("figure", TIMELY, "month", "2019-07-01", "all") + "?show=done"))
    assert "Cleo Sand" in done and "Ada Quill" not in done
    area = words(client.get(address("area", TIMELY, "crawley")))
    assert "100% (1 of 1)" in area and "Cleo Sand" in area and "Ada Quill" not in area


def test_a_narrower_reader_sees_the_figure_and_is_told_that_more_stand_behind_it(sign_in: SignIn) -> None:
    page = words(sign_in("social_worker").get(address("figure", TIMELY, "month", "2019-07-01", "all")))
    assert "50% (1 of 2)" in page and "1 more stand behind this figure" in page


def test_protected_readers_are_told_that_the_walk_stops(sign_in: SignIn) -> None:
    page = words(sign_in("councillor").get(address("area", TIMELY, "coast")))
    assert "The walk stops here" in page and "protected figures" in page
    assert "50%" not in page and "Floor" not in page


@pytest.mark.parametrize("role", ["director", "social_worker", "councillor"])
def test_before_anything_was_loaded_every_page_says_so(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    session = client.session
    session["known_on"] = session["as_at"] = "2015-01-31"
    session.save()
    pages = FIGURES if role == "councillor" else {**FIGURES, **CHILDREN}
    for name, args in pages.items():
        page = client.get(address(name, *args))
        assert page.status_code == 200, name
        if name != "duties":
            assert "Nothing had been loaded" in words(page), name
    if role == "director":
        assert client.get(address("waiting-xlsx", IHA)).status_code == 404


def test_an_earlier_day_shows_what_had_happened_by_then(sign_in: SignIn, whole: Lens) -> None:
    client = sign_in("director")
    session = client.session
    session["as_at"] = "2019-06-10"
    session.save()
    page = words(client.get(address("child", whole.handle("A1"))))
    assert "5 June" in page and "20 August" not in page and "Reading as at 10 June 2019" in page


@pytest.mark.parametrize(
    "path",
    [
        "/duties/none/",
        "/duties/none/waiting/",
        "/measures/none/",
        f"/measures/{TIMELY}/areas/atlantis/",
        f"/measures/{TIMELY}/figure/month/yesterday/all/",
        f"/measures/{TIMELY}/figure/fortnight/2019-07-01/all/",
        f"/measures/{TIMELY}/figure/month/2019-07-01/shoe-size/",
        f"/measures/{TIMELY}/figure/month/2019-07-15/all/",
    ],
)
def test_what_does_not_exist_is_not_found(sign_in: SignIn, path: str) -> None:
    assert sign_in("director").get(path).status_code == 404


def test_lists_ask_the_database_no_more_for_more_rows(
    sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    client = sign_in("director")
    for name, args in {**FIGURES, **CHILDREN}.items():
        client.get(address(name, *args))
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            client.get(address(name, *args))


def test_published_figures_stand_beside_ours_with_how_they_differ(sign_in: SignIn) -> None:
    page = words(sign_in("director").get(address("measure", "dental_check_currency")))
    published = page[page.index('id="published"') :]
    assert "Not the same as ours" in published and "31 March 2019" in published
    assert "31 March 2020" not in published, "not yet published on the day that is read"
    assert 'id="published"' not in words(sign_in("director").get(address("measure", TIMELY)))


def test_a_cohort_that_has_not_had_its_time_does_not_head_the_page(sign_in: SignIn) -> None:
    page = words(sign_in("director").get(address("measure", f"{IHA}_by_entry")))
    head = page[: page.index('id="time"')]
    assert "August 2019" in head and "September 2019" not in head[head.index("<h1") :]
    assert "September 2019, not settled: some are not due yet" in page


def test_a_duty_s_page_says_which_words_of_its_source_were_read_and_which_were_not(sign_in: SignIn) -> None:
    client = sign_in("director")
    plan, visit = (words(client.get(address("duty", duty))) for duty in ("care_plan", "visit_first_week"))
    assert "Read: as made, legislation.gov.uk, 23 November 2026" in plan and "Not verified" not in plan
    assert "Not verified" in visit and "to be read: reg 28 since 1 April 2015" in visit
    assert "Read: as made" not in words(client.get(address("duties"))), "the list of all stays short"
