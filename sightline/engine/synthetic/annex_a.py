"""The workbook of lists that inspectors ask for (Annex A): children in care, care leavers, adoption.

Drawn from the same ledger as the dataset. It holds the latest date of most things, not every date.
"""

from datetime import date
from pathlib import Path

import polars as pl

from sightline.engine.records.readers.annex_a_fields import lists
from sightline.engine.records.tables import TABLES
from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import add_months
from sightline.engine.synthetic.files import held, write_book

_YES, _NO = "a) Yes", "b) No"
_PLANS = {
    "RETURN": "Return to family",
    "ADOPTION": "Adoption",
    "LTRELFR": "SGO/CAO",
    "SUPPLIV": "Supported living in the community",
    "RESPLMT": "Long-term residential placement",
    "LTFOST18": "Long-term fostering",
}


def _yes(said: pl.Expr) -> pl.Expr:
    return pl.when(said.fill_null(value=False)).then(pl.lit(_YES)).otherwise(pl.lit(_NO))


def _latest(frame: pl.DataFrame, person: str, day: str) -> pl.DataFrame:
    """The last row of each child."""
    return frame.drop_nulls(day).sort(day).unique(person, keep="last", maintain_order=True)


def _count(frame: pl.DataFrame, person: str, name: str) -> pl.DataFrame:
    return frame.group_by(person).agg(pl.len().cast(pl.Int64).alias(name)).rename({person: "id"})


class Lists:
    """The lists as the record stood on one day, about the twelve months before it."""

    def __init__(self, county: County, day: date) -> None:
        self.county = county
        self.day = day
        self.since = add_months(day, -12)

    def held(self, name: str) -> pl.DataFrame:
        """A table as the system held it on the day."""
        return held(self.county, TABLES[name], self.day, first=True)

    def people(self) -> pl.DataFrame:
        """Everyone in the record, in the words of the lists: id and the columns that all lists share."""
        disabled = self.held("ssd_disability").select(id="disa_person_id", code="disa_disability_code")
        sex = {"M": "a) Male", "F": "b) Female"}
        years = (pl.lit(self.day).dt.to_string("%Y%m%d").cast(pl.Int64)
                 - pl.col("pers_dob").dt.to_string("%Y%m%d").cast(pl.Int64)) // 10000  # fmt: skip
        rows = self.held("ssd_person").join(
            disabled.unique("id", keep="first", maintain_order=True),
            left_on="pers_person_id",
            right_on="id",
            how="left",
            maintain_order="left",
        )
        return rows.select(
            id="pers_person_id",
            **{
                "Child Unique ID": pl.col("pers_person_id"),
                "Gender": pl.col("pers_sex").replace_strict(sex, default=None, return_dtype=pl.String),
                "Ethnicity": pl.col("pers_ethnicity"),
                "Date of Birth": pl.col("pers_dob"),
                "Age of Child (Years)": years,
                "Does the Child have a Disability": _yes(pl.col("code") != "NONE"),
            },
        )

    def allocated(self) -> pl.DataFrame:
        """The social worker and team of each child, by name."""
        roles = self.held("ssd_involvements").filter(
            pl.col("invo_professional_role_id") == "Allocated social worker"
        )
        last = _latest(roles, "invo_person_id", "invo_involvement_start_date")
        staff = self.held("ssd_professionals").select("prof_professional_id", "prof_professional_name")
        teams = self.held("ssd_department").select("dept_team_id", "dept_team_name")
        named = last.join(staff, left_on="invo_professional_id", right_on="prof_professional_id", how="left")
        named = named.join(teams, left_on="invo_professional_team", right_on="dept_team_id", how="left")
        return named.select(
            id="invo_person_id",
            **{
                "Allocated Team": pl.col("dept_team_name"),
                "Allocated Worker": pl.col("prof_professional_name"),
            },
        )

    def _care(self) -> pl.DataFrame:
        """Children looked after at any time in the year: the latest period of each, with its last episode."""
        episodes = self.held("ssd_cla_episodes").sort("clae_person_id", "clae_cla_episode_start_date")
        breaks = self.held("ssd_legal_status").filter(pl.col("lega_legal_status") == "V4")
        full = episodes.join(breaks, left_on="clae_person_id", right_on="lega_person_id", how="anti")
        last = full.unique("clae_person_id", keep="last", maintain_order=True)
        end = pl.col("clae_cla_episode_ceased_date")
        again = full.group_by("clae_person_id").agg(
            (
                (pl.col("clae_entered_care_date") < pl.col("clae_entered_care_date").max())
                & (end >= self.since)
            )
            .any()
            .alias("again")
        )
        rows = last.filter(end.is_null() | (end >= self.since))
        return rows.join(again, on="clae_person_id", how="left", maintain_order="left").rename(
            {"clae_person_id": "id"}
        )

    def in_care(self) -> pl.DataFrame:
        """List 8: children in care."""
        legal = _latest(self.held("ssd_legal_status"), "lega_person_id", "lega_legal_status_start_date")
        placed = self.held("ssd_cla_placement")
        lately = pl.col("clap_cla_placement_end_date")
        recent = placed.filter(lately.is_null() | (lately >= self.since))
        gone = self.held("ssd_missing").filter(
            pl.col("miss_missing_episode_start_date").dt.date() >= self.since
        )
        uasc = self.held("ssd_immigration_status").select("immi_person_id", uasc=pl.lit(value=True))
        checks = self.held("ssd_cla_health")
        rows = self._care().join(self.people(), on="id", how="inner", maintain_order="left")
        for frame, person in (
            (legal, "lega_person_id"),
            (_latest(placed, "clap_person_id", "clap_cla_placement_start_date"), "clap_person_id"),
            (
                _latest(self.held("ssd_cla_reviews"), "clar_cla_person_id", "clar_cla_review_date"),
                "clar_cla_person_id",
            ),
            (_latest(self.held("ssd_cla_visits"), "clav_person_id", "clav_cla_visit_date"), "clav_person_id"),
            (
                _latest(self.held("ssd_cla_care_plan"), "lacp_person_id", "lacp_cla_care_plan_start_date"),
                "lacp_person_id",
            ),
            (_latest(gone, "miss_person_id", "miss_missing_episode_start_date"), "miss_person_id"),
            (self._last_check(checks, "Health assessment", "health"), "clah_person_id"),
            (self._last_check(checks, "Dental check", "dental"), "clah_person_id"),
            (uasc, "immi_person_id"),
        ):
            rows = rows.join(frame, left_on="id", right_on=person, how="left", maintain_order="left")
        for frame in (
            _count(recent, "clap_person_id", "placements"),
            _count(gone, "miss_person_id", "episodes"),
            self.allocated(),
        ):
            rows = rows.join(frame, on="id", how="left", maintain_order="left")
        return rows.with_columns(**_list_8()).sort("id")

    @staticmethod
    def _last_check(checks: pl.DataFrame, kind: str, name: str) -> pl.DataFrame:
        mine = checks.filter(pl.col("clah_health_check_type") == kind)
        return mine.group_by("clah_person_id").agg(pl.col("clah_health_check_date").max().alias(name))

    def leavers(self) -> pl.DataFrame:
        """List 9: leaving care services."""
        rows = self.held("ssd_care_leavers").rename({"clea_person_id": "id"})
        rows = rows.join(self.people(), on="id", how="inner", maintain_order="left")
        staff = self.held("ssd_professionals").select(
            "prof_professional_id", adviser="prof_professional_name"
        )
        rows = rows.join(
            staff, left_on="clea_care_leaver_worker_id", right_on="prof_professional_id", how="left"
        )
        uasc = self.held("ssd_immigration_status")["immi_person_id"].unique().implode()
        return rows.with_columns(
            **{
                "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)": _yes(
                    pl.col("id").is_in(uasc)
                ),
                "Allocated Team": pl.lit("Leaving care service"),
                "Allocated Worker": pl.col("adviser"),
                "Allocated Personal Advisor": pl.col("adviser"),
                "Eligibility Category": pl.col("clea_care_leaver_eligibility"),
                "Latest Pathway Plan Review Date": pl.col("clea_pathway_plan_review_date"),
                "LA in Touch": pl.col("clea_care_leaver_in_touch"),
                "Latest Date of Contact": pl.col("clea_care_leaver_latest_contact"),
                "Type of Accommodation": pl.col("clea_care_leaver_accommodation"),
                "Suitability of Accommodation": pl.col("clea_care_leaver_accom_suitable"),
                "Activity Status": pl.col("clea_care_leaver_activity"),
            }
        ).sort("id")

    def adoptions(self) -> pl.DataFrame:
        """List 10: children with a decision for adoption who were in care within the year."""
        care = self._care().select("id", "clae_cla_id", "clae_entered_care_date")
        rows = self.held("ssd_permanence").filter(pl.col("perm_adm_decision_date").is_not_null())
        rows = rows.join(care, left_on="perm_cla_id", right_on="clae_cla_id", how="inner")
        rows = rows.join(self.people(), on="id", how="inner", maintain_order="left")
        adopted = pl.col("perm_permanence_order_type") == "Adoption"
        return rows.with_columns(
            **{
                "Date the Child Entered Care": pl.col("clae_entered_care_date"),
                "Date of Decision that Child Should be Placed for Adoption": pl.col("perm_adm_decision_date"),
                "Date of Placement Order": pl.col("perm_placement_order_date"),
                "Date of Matching Child and Prospective Adopters": pl.col("perm_matched_date"),
                "Date Placed for Adoption": pl.col("perm_placed_for_adoption_date"),
                "Date of Adoption Order": pl.when(adopted).then("perm_permanence_order_date"),
            }
        ).sort("id")


def _plan() -> pl.Expr:
    plan: pl.Expr = pl.lit(None, pl.String)
    for key, said in _PLANS.items():
        named = pl.col("lacp_cla_care_plan_json").str.contains(f'"{key}\\w*": "Y"')
        plan = pl.when(named).then(pl.lit(said)).otherwise(plan)
    return plan


def _list_8() -> dict[str, pl.Expr]:
    missing = pl.col("episodes").fill_null(0)
    return {
        "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)": _yes(pl.col("uasc")),
        "Date Started to be Looked After": pl.col("clae_entered_care_date"),
        "Child's Category of Need": pl.col("clae_cla_primary_need_code"),
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)":
            _yes(pl.col("again")),
        "Start date of current legal status": pl.col("lega_legal_status_start_date"),
        "Child's Legal Status": pl.col("lega_legal_status"),
        "Date of Latest Statutory Review": pl.col("clar_cla_review_date"),
        "Date of Last Social Work Visit": pl.col("clav_cla_visit_date"),
        "What is the permanence plan for this child?": _plan(),
        "Date of Last IRO Visit / Contact to the Child": pl.col("clae_cla_last_iro_contact_date"),
        "Date of Last Health Assessment": pl.col("health"),
        "Date of Last Dental Check": pl.col("dental"),
        "Number of Placements in the Last 12 months": pl.col("placements"),
        "Date Ceased to be Looked After": pl.col("clae_cla_episode_ceased_date"),
        "Reason Ceased to be Looked After": pl.col("clae_cla_episode_ceased_reason"),
        "Start Date of Most Recent Placement": pl.col("clap_cla_placement_start_date"),
        "Placement Type": pl.col("clap_cla_placement_type"),
        "Placement Provider": pl.col("clap_cla_placement_provider"),
        "Placement postcode": pl.col("clap_cla_placement_postcode"),
        "URN of Placement": pl.col("clap_cla_placement_urn"),
        "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": missing,
        "Was the child offered a Return Interview after their last missing episode (Y/N)?":
            pl.when(missing > 0).then(_yes(pl.col("miss_missing_rhi_offered") == "Y")),
        "Did the child accept a Return Interview after their last missing episode (Y/N)?":
            pl.when(missing > 0).then(_yes(pl.col("miss_missing_rhi_accepted") == "Y")),
    }  # fmt: skip


def write_lists(county: County, path: Path, day: date) -> Path:
    """Write lists 8, 9 and 10 in the template's own columns, as the record stood on a day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = Lists(county, day)
    sheets = {}
    for number, frame in ((8, drawn.in_care()), (9, drawn.leavers()), (10, drawn.adoptions())):
        annex_list = lists()[number]
        names = [field.name for field in annex_list.fields]
        lacking = [pl.lit(None, pl.String).alias(name) for name in names if name not in frame.columns]
        sheets[f"List {number} {annex_list.name}"] = (
            names,
            frame.with_columns(lacking).select(names).rows(),
        )
    write_book(path, sheets)
    return path
