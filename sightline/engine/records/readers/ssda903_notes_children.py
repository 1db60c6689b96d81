"""Notes on who the children of an SSDA903 return are, and on answers that cannot well be theirs."""

import polars as pl

from sightline.engine.records.problems import Severity
from sightline.engine.records.readers.sheet import NUMBER
from sightline.engine.records.readers.ssda903_part import ORDER, Year

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of a pupil number by their value: I, O and S are left out."""

_UPN_REASON = r"^UN[1-5]$"
_UPN_FORM = r"^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$"
_ANY_LETTER_FORM = r"^[A-Z]\d{11}[\dA-Z]$"
_COUPLES = {"L11": ("MF",), "L3": ("MF",), "L12": ("MM", "FF"), "L4": ("MM", "FF"), "L2": ("MM", "FF", "MF")}
_ENOUGH_TO_VARY = 50


def check_letter(upn: pl.Expr) -> pl.Expr:
    """The letter with which a pupil number should begin: its digits weighted 2 to 13, modulo 23."""
    digits = upn.str.slice(1, 11).cast(pl.Int64, strict=False)
    values = {str(digit): digit for digit in range(10)} | {letter: n for n, letter in enumerate(_LETTERS)}
    last = upn.str.slice(12, 1).replace_strict(values, default=None, return_dtype=pl.Int64)
    total = last * 13
    for place in range(11):
        total = total + digits // 10 ** (10 - place) % 10 * (place + 2)
    return (total % 23).replace_strict(dict(enumerate(_LETTERS)), default=None, return_dtype=pl.String)


def pupil_numbers(year: Year) -> None:
    """Pupil numbers that are not in form, and those whose first letter does not follow from the rest."""
    rows = year.rows("Header")
    if rows is None:
        return
    upn = pl.col("UPN").str.to_uppercase()
    told = rows.select(upn.alias("UPN"), NUMBER, ORDER).filter(
        pl.col("UPN").is_not_null() & ~pl.col("UPN").str.contains(_UPN_REASON)
    )
    formed = pl.col("UPN").str.contains(_ANY_LETTER_FORM)
    year.note(
        "Header",
        "upn_form",
        told.filter(~formed),
        column="UPN",
        found="numbers not in the form of a UPN",
        expected="a letter and twelve digits, or UN1 to UN5",
        advice="Kept. Do not join by them",
    )
    wrong = ~pl.col("UPN").str.contains(_UPN_FORM) | pl.col("UPN").str.slice(0, 1).ne_missing(
        check_letter(pl.col("UPN"))
    )
    year.note(
        "Header",
        "upn_check_letter",
        told.filter(formed & wrong),
        column="UPN",
        found="UPNs with a wrong check letter",
        expected="the letter that follows from the digits",
        advice="Kept. Do not join by them",
    )


def strangers(year: Year) -> None:
    """Rows about children whom the year's header does not list."""
    header = year.rows("Header")
    if header is None:
        return
    listed = header.select("CHILD").unique()
    for name in dict.fromkeys(part.table.name for part in year.parts):
        rows = year.rows(name)
        if rows is None or name == "Header":
            continue
        year.note(
            name,
            "child_not_in_header",
            rows.select("CHILD", NUMBER, ORDER).join(listed, on="CHILD", how="anti"),
            column="CHILD",
            found="children whom the header does not list",
            expected="children of the header",
            advice="Read. Their birth dates and pupil numbers are not known from this return",
        )


def children_without_episodes(year: Year) -> None:
    """Children of the header of whom the year has no episode."""
    header, episodes = year.rows("Header"), year.rows("Episodes")
    if header is None or episodes is None:
        return
    year.note(
        "Header",
        "child_without_episodes",
        header.select("CHILD", NUMBER, ORDER).join(episodes, on="CHILD", how="anti"),
        column="CHILD",
        found="children with no episode",
        expected="an episode of each child looked after in the year",
        advice="Read. Only a care leaver may rightly have none",
    )


def adult_under_order(year: Year) -> None:
    """Orders that deprive of liberty made of someone of 18 or over."""
    rows = year.rows("DoLo")
    if rows is None:
        return
    year.note(
        "DoLo",
        "order_of_adult",
        rows.filter(pl.col("DOLO_START") >= pl.col("DOB").dt.offset_by("18y")),
        column="DOLO_START",
        found="orders of people of 18 or over",
        expected="an order before the 18th birthday",
        advice="Check the birth date and the date of the order",
    )


def adopters_disagree(year: Year) -> None:
    """How many adopters, of which sex and of what legal status: three answers that must agree."""
    rows = year.rows("AD1")
    if rows is None:
        return
    sexes, status, count = pl.col("SEX_ADOPTR"), pl.col("LS_ADOPTR"), pl.col("NB_ADOPTR")
    alone = sexes.is_in(["M1", "F1"])
    agree = (status == "L0") & alone
    for code, allowed in _COUPLES.items():
        agree = agree | ((status == code) & sexes.is_in(allowed))
    counted = (count == pl.lit("1")) == alone
    year.note(
        "AD1",
        "adopters_disagree",
        rows.filter(~(agree & counted)),
        column="SEX_ADOPTR",
        found="adopters told in ways that do not agree",
        expected="number, sex and legal status such as 1, F1, L0 or 2, MF, L11",
        advice="Read as told",
    )


def same_answer_throughout(year: Year) -> None:
    """A previous permanence that is the same for every child of many: a system's default, not an answer."""
    for part in year.of("PrevPerm"):
        answers = part.frame["PREV_PERM"].drop_nulls()
        if len(answers) >= _ENOUGH_TO_VARY and answers.n_unique() == 1:
            part.findings.add(
                "same_answer",
                Severity.NOTE,
                column="PREV_PERM",
                found=f'"{answers[0]}" in each of {len(answers):,} rows',
                expected="answers that differ from child to child",
                advice="Check that this is recorded and not filled in",
            )
