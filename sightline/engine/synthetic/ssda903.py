"""The statutory return of children looked after for one year, as CSV files and as XML.

Drawn from the same ledger as the dataset. The return holds the episodes open in its year and no later day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from sightline.engine.synthetic.county import County
from sightline.engine.synthetic.days import age_on
from sightline.engine.synthetic.ssda903_xml import write_xml

NO_REASON = "X1"
ADOPTED = ("E11", "E12")
_DAY = "%d/%m/%Y"


@dataclass(frozen=True)
class Year:
    """A collection year as the record stood on the day the return was drawn."""

    county: County
    first: date
    last: date
    drawn: date

    def held(self, name: str) -> pl.DataFrame:
        """A table as the system held it on the day of drawing."""
        return self.county.ledger.as_held(name, self.drawn)

    def within(self, column: str) -> pl.Expr:
        """Whether a date falls in the year."""
        return pl.col(column).is_between(self.first, self.last)


def _known(column: str, last: date) -> pl.Expr:
    """A date that had come by the end of the year."""
    return pl.when(pl.col(column) <= last).then(pl.col(column))


def episodes(year: Year) -> pl.DataFrame:
    """The episodes open at any time in the year, in the return's own columns."""
    end = pl.col("clae_cla_episode_ceased_date")
    rows = year.held("ssd_cla_episodes").filter(
        (pl.col("clae_cla_episode_start_date") <= year.last) & (end.is_null() | (end >= year.first))
    )
    places = year.held("ssd_cla_placement").rename({"clap_cla_placement_id": "clae_cla_placement_id"})
    rows = rows.join(places, on="clae_cla_placement_id", how="left", maintain_order="left")
    rows = _with_legal_status(rows, year.held("ssd_legal_status"))
    moved = (pl.col("clap_cla_placement_end_date") == end) & (
        pl.col("clae_cla_episode_ceased_reason") == NO_REASON
    )
    over = end <= year.last
    return rows.select(
        CHILD="clae_person_id",
        DECOM="clae_cla_episode_start_date",
        RNE="clae_cla_episode_start_reason",
        LS="lega_legal_status",
        CIN="clae_cla_primary_need_code",
        PLACE="clap_cla_placement_type",
        PLACE_PROVIDER="clap_cla_placement_provider",
        DEC=pl.when(over).then(end),
        REC=pl.when(over).then("clae_cla_episode_ceased_reason"),
        REASON_PLACE_CHANGE=pl.when(over & moved).then("clap_cla_placement_change_reason"),
        HOME_POST=pl.lit(None, pl.String),
        PL_POST="clap_cla_placement_postcode",
        URN="clap_cla_placement_urn",
    ).sort("CHILD", "DECOM")


def _with_legal_status(rows: pl.DataFrame, legal: pl.DataFrame) -> pl.DataFrame:
    """The legal status in force on the day on which each episode began."""
    spells = legal.select("lega_person_id", "lega_legal_status", "lega_legal_status_start_date").sort(
        "lega_legal_status_start_date"
    )
    return rows.sort("clae_cla_episode_start_date").join_asof(
        spells,
        left_on="clae_cla_episode_start_date",
        right_on="lega_legal_status_start_date",
        by_left="clae_person_id",
        by_right="lega_person_id",
        strategy="backward",
        check_sortedness=False,
    )


def _children(year: Year, told: pl.DataFrame) -> pl.DataFrame:
    """The children who are told of: one row a child, as the record describes them."""
    people = year.held("ssd_person").join(
        told.select("CHILD").unique(), left_on="pers_person_id", right_on="CHILD", how="semi"
    )
    return people.sort("pers_person_id")


def _sex() -> pl.Expr:
    return pl.col("pers_sex").replace_strict({"M": "1", "F": "2"}, default=None, return_dtype=pl.String)


def header(children: pl.DataFrame) -> pl.DataFrame:
    """The children of the return."""
    return children.select(
        CHILD="pers_person_id",
        SEX=_sex(),
        DOB="pers_dob",
        ETHNIC="pers_ethnicity",
        UPN=pl.coalesce("pers_upn", "pers_upn_unknown"),
        MOTHER=pl.when(pl.col("pers_sex") == "F").then(pl.lit("0")),
        MC_DOB=pl.lit(None, pl.Date),
    )


def reviews(year: Year) -> pl.DataFrame:
    """The reviews held in the year."""
    rows = year.held("ssd_cla_reviews").filter(year.within("clar_cla_review_date"))
    return rows.select(
        CHILD="clar_cla_person_id",
        REVIEW="clar_cla_review_date",
        REVIEW_CODE="clar_cla_review_participation",
    )


def missing(year: Year) -> pl.DataFrame:
    """Missing episodes that began in the year: dates alone, as the return asks."""
    start, end = (pl.col(f"miss_missing_episode_{side}_date").dt.date() for side in ("start", "end"))
    rows = year.held("ssd_missing").filter(start.is_between(year.first, year.last))
    return rows.select(
        CHILD="miss_person_id",
        MISSING="miss_missing_episode_type",
        MIS_START=start,
        MIS_END=pl.when(end <= year.last).then(end),
    ).sort("CHILD", "MIS_START")


def asylum_seekers(year: Year, children: pl.DataFrame) -> pl.DataFrame:
    """Unaccompanied asylum-seeking children, with the day on which they ceased to be one."""
    status = year.held("ssd_immigration_status").select("immi_person_id", "immi_immigration_status_end_date")
    rows = children.join(status, left_on="pers_person_id", right_on="immi_person_id", how="inner")
    return rows.select(
        CHILD="pers_person_id",
        SEX=_sex(),
        DOB="pers_dob",
        DUC=_known("immi_immigration_status_end_date", year.last),
    )


def _for_a_year(year: Year, told: pl.DataFrame) -> pl.DataFrame:
    """Children looked after through the whole year, and still at its end."""
    entered = year.held("ssd_cla_episodes").select("clae_person_id", "clae_entered_care_date")
    entered = entered.group_by("clae_person_id").agg(pl.col("clae_entered_care_date").max())
    staying = told.filter(pl.col("DEC").is_null() & (pl.col("LS") != "V4")).select("CHILD").unique()
    rows = staying.join(entered, left_on="CHILD", right_on="clae_person_id", how="inner")
    return rows.filter(pl.col("clae_entered_care_date") <= year.first).select("CHILD")


def outcomes(year: Year, children: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Health of the children looked after through the year (OC2)."""
    checks = year.held("ssd_cla_health").filter(year.within("clah_health_check_date"))
    scores = year.held("ssd_sdq_scores").filter(year.within("csdq_sdq_completed_date"))
    scores = scores.unique("csdq_person_id", keep="last", maintain_order=True)
    shots = year.held("ssd_cla_immunisations").select("clai_person_id", "clai_immunisations_status")
    rows = children.join(_for_a_year(year, told), left_on="pers_person_id", right_on="CHILD", how="semi")
    rows = rows.join(scores, left_on="pers_person_id", right_on="csdq_person_id", how="left")
    rows = rows.join(shots, left_on="pers_person_id", right_on="clai_person_id", how="left")

    def had(kind: str) -> pl.Expr:
        done = checks.filter(pl.col("clah_health_check_type") == kind)["clah_person_id"].unique()
        return pl.col("pers_person_id").is_in(done.implode()).cast(pl.Int8).cast(pl.String)

    age = (pl.lit(year.last) - pl.col("pers_dob")).dt.total_days() // 365.25
    unscored = age.is_between(4, 16) & pl.col("csdq_sdq_score").is_null()
    none = pl.lit("0")
    return rows.select(
        CHILD="pers_person_id",
        DOB="pers_dob",
        SDQ_SCORE="csdq_sdq_score",
        SDQ_REASON=pl.when(unscored).then(pl.coalesce("csdq_sdq_reason", pl.lit("SDQ4"))),
        CONVICTED=pl.when(age >= 10).then(none),
        HEALTH_CHECK=pl.when(age < 5).then(had("Health assessment")),
        IMMUNISATIONS=pl.col("clai_immunisations_status").replace_strict(
            {"Y": "1", "N": "0"}, default=None, return_dtype=pl.String
        ),
        TEETH_CHECK=had("Dental check"),
        HEALTH_ASSESSMENT=had("Health assessment"),
        SUBSTANCE_MISUSE=none,
        INTERVENTION_RECEIVED=pl.lit(None, pl.String),
        INTERVENTION_OFFERED=pl.lit(None, pl.String),
    ).sort("CHILD")


def care_leavers(year: Year) -> pl.DataFrame:
    """Young people of 17 to 21 who left care: in touch, what they do, where they live (OC3)."""
    born = {child.id: child.dob for child in year.county.children}
    rows = [
        row
        for row in year.county.leaver_rows(year.last)
        if row["clea_care_leaver_in_touch"] and age_on(born[row["clea_person_id"]], year.last) < 22
    ]
    told = [
        {
            "CHILD": row["clea_person_id"],
            "DOB": born[row["clea_person_id"]],
            "IN_TOUCH": row["clea_care_leaver_in_touch"],
            "ACTIV": row["clea_care_leaver_activity"] or "0",
            "ACCOM": f"{row['clea_care_leaver_accommodation']}{row['clea_care_leaver_accom_suitable']}"
            or "0",
        }
        for row in rows
    ]
    schema = {
        "CHILD": pl.String,
        "DOB": pl.Date,
        "IN_TOUCH": pl.String,
        "ACTIV": pl.String,
        "ACCOM": pl.String,
    }
    return pl.DataFrame(told, schema=schema).sort("CHILD")


def adoptions(year: Year, children: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Children adopted in the year (AD1), and decisions in it that a child should be placed for adoption."""
    rows = year.held("ssd_permanence").join(
        children, left_on="perm_person_id", right_on="pers_person_id", how="inner", maintain_order="left"
    )
    who = {"CHILD": pl.col("perm_person_id"), "DOB": pl.col("pers_dob")}
    order = pl.col("perm_permanence_order_type") == "Adoption"
    made = rows.filter(order & year.within("perm_permanence_order_date")).select(
        **who,
        DATE_INT="perm_adm_decision_date",
        DATE_MATCH="perm_matched_date",
        FOSTER_CARE=pl.lit("0"),
        NB_ADOPTR="perm_number_of_adopters",
        SEX_ADOPTR="perm_adopter_sex",
        LS_ADOPTR="perm_adopter_legal_status",
    )
    decided = rows.filter(year.within("perm_adm_decision_date")).select(
        **who,
        DATE_PLACED="perm_adm_decision_date",
        DATE_PLACED_CEASED=pl.lit(None, pl.Date),
        REASON_PLACED_CEASED=pl.lit(None, pl.String),
    )
    return made, decided


def _with_birth(frame: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    """The return's other tables name each child's birth beside the number; who is not in it is left out."""
    born = children.select(CHILD="pers_person_id", DOB="pers_dob")
    joined = frame.join(born, on="CHILD", how="inner", maintain_order="left")
    return joined.select("CHILD", "DOB", *(name for name in frame.columns if name != "CHILD"))


def write_return(county: County, folder: Path, last: date, drawn: date) -> list[Path]:
    """Write the return for the year that ends on a day, as the record stood when it was drawn."""
    year = Year(county, last.replace(year=last.year - 1) + timedelta(1), last, drawn)
    told, left = episodes(year), care_leavers(year)
    children = _children(year, told)
    made, decided = adoptions(year, children)
    tables = {
        "episodes": told,
        "header": header(_children(year, pl.concat([told.select("CHILD"), left.select("CHILD")]))),
        "reviews": _with_birth(reviews(year), children),
        "missing": _with_birth(missing(year), children),
        "uasc": asylum_seekers(year, children),
        "oc2": outcomes(year, children, told),
        "oc3": left,
        "ad1": made,
        "placed_for_adoption": decided,
    }
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in tables.items():
        path = folder / f"{last.year}-{name}.csv"
        frame.write_csv(path, date_format=_DAY)
        paths.append(path)
    xml = folder.with_name(f"{folder.name}_xml")
    xml.mkdir(exist_ok=True)
    return [*paths, write_xml(xml / f"ssda903_{last.year}.xml", tables)]
