"""Addresses of the caseload room. A child is named in them only by a handle."""

from django.urls import path

from sightline.office.caseload import (
    child,
    children,
    director,
    duties,
    duty_list,
    homes,
    measure_list,
    measures,
)

app_name = "caseload"

_FIGURE = "measures/<slug:measure_id>/figure/<str:period>/<str:period_from>/<slug:dimension>/"

urlpatterns = [
    path("caseload/", homes.home, name="home"),
    path("director/", director.director, name="director"),
    path("children/", children.children, name="children"),
    path("children/<slug:handle>/", child.child, name="child"),
    path("children/<slug:handle>/reason/<slug:owed>/", child.reason, name="reason"),
    path("duties/", duty_list.duties, name="duties"),
    path("duties/<slug:duty_id>/", duties.duty, name="duty"),
    path("duties/<slug:duty_id>/waiting/", duties.waiting, name="waiting"),
    path("duties/<slug:duty_id>/waiting.xlsx", duties.waiting_xlsx, name="waiting-xlsx"),
    path("measures/", measure_list.measures, name="measures"),
    path("measures/<slug:measure_id>/", measures.measure, name="measure"),
    path("measures/<slug:measure_id>/areas/<str:area_id>/", measures.area, name="area"),
    path("measures/<slug:measure_id>/teams/<str:team_id>/", measures.team, name="team"),
    path(_FIGURE, measures.figure, name="figure"),
    path(_FIGURE + "<str:group>/", measures.figure, name="figure"),
]
