"""Populations and events of leaving care that no single table tells."""

import polars as pl

from sightline.engine.authority import Authority
from sightline.engine.duties import events, occasions
from sightline.engine.duties.duty import Events, Substance
from sightline.engine.duties.sharing import once_a_record
from sightline.engine.duties.told import Happening, Row, Spell
from sightline.engine.duties.work import substance
from sightline.engine.records.columns import ROWS
from sightline.engine.records.record import ALL_TABLES, Record

OUT_OF_TOUCH = ("DIED", "REFU", "NREQ", "RHOM")
"""Codes of SSDA903 (IN_TOUCH) of young people with whom nobody need be in touch."""

_NO_END = {"ends": pl.lit(None, pl.Date), "ended_because": pl.lit(None, pl.String)}
_FOSTERED = pl.col("clap_cla_placement_type").str.starts_with("U")
_STEP_CONTENT = ("young_person_view", "agreed")

ASKED_FROM_21 = Row(
    "leaving_care_step",
    "asked_on",
    "done_on",
    where=pl.col("step") == "support from 21",
    by=("step",),
    content=_STEP_CONTENT,
    refused=pl.col("declined_on").is_not_null() & pl.col("done_on").is_null(),
)


def step(name: str) -> Events:
    """A step of leaving care: agreed, or declined by the young person."""

    def found(record: Record, authority: Authority) -> pl.DataFrame:
        rows = record.frame("leaving_care_step").filter(pl.col("step") == name)
        declined = pl.col("done_on").is_null() & pl.col("declined_on").is_not_null()
        done = rows.filter(pl.col("done_on").is_not_null())
        table = ALL_TABLES["leaving_care_step"]
        return events.together(
            done.select(
                person_id="child_id",
                on="done_on",
                outcome=pl.lit(events.MET),
                substance=substance(table, _STEP_CONTENT),
                rows=ROWS,
            ),
            rows.filter(declined).select(
                person_id="child_id", on="declined_on", outcome=pl.lit(events.REFUSED), rows=ROWS
            ),
        )

    return found


def eligible(record: Record, authority: Authority) -> pl.DataFrame:
    """Eligible children, from the day on which they became eligible, while that time in care lasts."""
    return occasions.shaped(occasions.becoming_eligible(record))


@once_a_record
def _leaving(record: Record) -> pl.DataFrame:
    """Each leaving of care by a child who was eligible by then: trigger, dob and ``adult_on``."""
    since = occasions.becoming_eligible(record).select("person_id", became="trigger")
    care = occasions.in_care(record).drop_nulls("ends").join(since, on="person_id", how="inner")
    left = care.filter(pl.col("ends") > pl.col("became"))
    return left.with_columns(
        trigger="ends", adult_on=occasions.birthday(occasions.ADULT), occasion=occasions.day_of("ends")
    ).sort("person_id", "trigger")


def leaving_eligible(record: Record, authority: Authority) -> pl.DataFrame:
    """Eligible children who leave care, at the latest on their 18th birthday; owed until 21."""
    left = _leaving(record).with_columns(**_NO_END)
    return occasions.shaped(occasions.until(left, occasions.birthday(21), "Turned 21"))


def relevant_not_assessed(record: Record, authority: Authority) -> pl.DataFrame:
    """Children of 16 and 17 who left care after they became eligible, whose needs nobody had assessed by
    then; until they are 18 or come back."""
    left = _leaving(record).filter(pl.col("trigger") < pl.col("adult_on"))
    done = step("needs assessment")(record, authority).filter(pl.col("outcome") == events.MET)
    assessed = done.group_by("person_id").agg(first=pl.col("on").min())
    left = left.join(assessed, on="person_id", how="left", maintain_order="left")
    left = left.filter((pl.col("first") < pl.col("trigger")).fill_null(value=False).not_()).with_columns(
        **_NO_END
    )
    back = occasions.in_care(record).select("person_id", back="entered_on").drop_nulls().sort("back")
    left = left.sort("trigger").join_asof(
        back, left_on="trigger", right_on="back", by="person_id", strategy="forward", check_sortedness=False
    )  # fmt: skip
    left = occasions.until(left, pl.col("back"), "Came back into care")
    return occasions.shaped(
        occasions.until(left, pl.col("adult_on"), "Turned 18").sort("person_id", "trigger")
    )


def reaching_18(record: Record, authority: Authority) -> pl.DataFrame:
    """Eligible children whose care lasts to their 18th birthday, which is the trigger."""
    return occasions.shaped(_reaching_18(record))


@once_a_record
def _reaching_18(record: Record) -> pl.DataFrame:
    became = occasions.becoming_eligible(record).select("person_id")
    care = occasions.in_care(record).join(became, on="person_id", how="semi", maintain_order="left")
    lasting = care.filter(pl.col("ends") == occasions.birthday(occasions.ADULT))
    return lasting.with_columns(
        trigger=occasions.birthday(occasions.ADULT), occasion=pl.lit("18th birthday"), **_NO_END
    )


def fostered_to_18(record: Record, authority: Authority) -> pl.DataFrame:
    """Of those, the ones whose last placement that began before the birthday is with foster carers."""
    care = _reaching_18(record)
    placed = record.frame("ssd_cla_placement").select(
        person_id="clap_person_id",
        placed_on="clap_cla_placement_start_date",
        placed_to="clap_cla_placement_end_date",
        fostered=_FOSTERED,
    )
    placed = placed.drop_nulls("placed_on").join(
        care.select("person_id", "trigger"), on="person_id", how="inner"
    )
    placed = placed.filter(pl.col("placed_on") < pl.col("trigger"))
    last = placed.sort("person_id", "placed_on", "placed_to", "fostered", nulls_last=True)
    last = last.unique("person_id", keep="last", maintain_order=True).filter(pl.col("fostered"))
    return occasions.shaped(care.join(last, on="person_id", how="semi", maintain_order="left"))


def listed_leavers(record: Record, authority: Authority) -> pl.DataFrame:
    """Young people on the list of care leavers from the day they left care (else from 18) to 25.

    Those who died, went home, refuse or no longer need contact are left out. Who is still looked after is not
    yet a care leaver.
    """
    listed = record.frame("ssd_care_leavers")
    listed = listed.filter(~pl.col("clea_care_leaver_in_touch").fill_null("NO").is_in(OUT_OF_TOUCH))
    listed = listed.select(person_id="clea_person_id", rows=ROWS).unique("person_id", maintain_order=True)
    listed = listed.join(occasions.born(record), on="person_id", how="left", maintain_order="left")
    care = occasions.in_care(record).sort("entered_on", nulls_last=True)
    last = care.unique("person_id", keep="last", maintain_order=True).select(
        "person_id", left="ends", known=pl.lit(value=True)
    )
    listed = listed.join(last, on="person_id", how="left", maintain_order="left")
    listed = listed.filter(pl.col("known").is_null() | pl.col("left").is_not_null())
    started = pl.coalesce("left", occasions.birthday(occasions.ADULT))
    listed = listed.with_columns(trigger=started, occasion=pl.lit("care leaver"), **_NO_END)
    return occasions.shaped(occasions.until(listed, occasions.birthday(25), "Turned 25").sort("person_id"))


def contacts(record: Record, authority: Authority) -> pl.DataFrame:
    """Contacts that reached the young person: every one of the register, the latest of the list."""
    reached = Happening(
        "adviser_contact",
        "contact_on",
        where=pl.col("reached").fill_null(value=True),
        content=("talked_about",),
    )
    latest = Happening(
        "ssd_care_leavers",
        "clea_care_leaver_latest_contact",
        where=pl.col("clea_care_leaver_in_touch").fill_null("YES") == "YES",
        content=(),
    )
    return events.together(reached(record, authority), latest(record, authority))


def advisers(record: Record, authority: Authority) -> pl.DataFrame:
    """Personal advisers appointed, by the register or as an involvement of that role. That the list of care
    leavers names one tells that it was done, though not when."""
    role = pl.col("invo_professional_role_id").str.to_lowercase() == "personal adviser"
    begun = record.frame("ssd_involvements").filter(
        role & pl.col("invo_involvement_start_date").is_not_null()
    )
    involved = begun.select(
        person_id="invo_person_id",
        on="invo_involvement_start_date",
        outcome=pl.lit(events.MET),
        substance=pl.lit(Substance.NOT_VISIBLE.value),
        rows=ROWS,
    )
    listed = record.frame("ssd_care_leavers").filter(events.filled("clea_care_leaver_personal_advisor"))
    named = listed.select(person_id="clea_person_id", outcome=pl.lit(events.MET), rows=ROWS)
    return events.together(step("personal adviser")(record, authority), involved, named)


def later_visits(record: Record, authority: Authority) -> pl.DataFrame:
    """Visits at a home that the authority provides, the first one at each home left out."""
    homes = Spell(
        "care_leaver_home", "moved_in_on", "moved_out_on", where=pl.col("provided_by") == "authority"
    )
    lived = homes(record, authority).select("person_id", "occasion", "trigger", "ends")
    made = record.frame("adviser_contact").filter(
        (pl.col("contact_way") == "visit at home") & pl.col("reached").fill_null(value=True)
    )
    made = made.filter(pl.col("contact_on").is_not_null()).select(
        person_id="child_id",
        on="contact_on",
        outcome=pl.lit(events.MET),
        substance=substance(ALL_TABLES["adviser_contact"], ("home_suitable", "talked_about")),
        rows=ROWS,
    )
    inside = (pl.col("on") >= pl.col("trigger")) & (
        pl.col("ends").is_null() | (pl.col("on") <= pl.col("ends"))
    )
    there = made.join(lived, on="person_id", how="inner").filter(inside)
    first = pl.col("on").min().over("person_id", "occasion")
    return events.shaped(there.filter(pl.col("on") > first).drop("trigger", "ends"))
