"""Two days that every page needs: the day it is read as at, and the day on which an act counts."""

from datetime import date

from django.http import HttpRequest

from sightline.office.lens.lens import Lens


def reading_day(request: HttpRequest) -> date:
    """The last day whose acts a page shows: as at, and no later than what was known by then."""
    return Lens.for_request(request).acts_day


def acting_day(request: HttpRequest) -> date:
    """Today: the day on which something done now counts, whatever day the page is read as at."""
    return Lens.for_request(request).today
