"""Addresses of the improvement room."""

from django.urls import path

from sightline.office.improvement import checking, loading, plan_acts, plan_views, views

app_name = "improvement"

urlpatterns = [
    path("inspections/", views.inspections, name="inspections"),
    path("inspections/load/", loading.load, name="load"),
    path("inspections/links/<int:pk>/remove/", views.unlink, name="unlink"),
    path("inspections/needs/<int:pk>/", views.need, name="need"),
    path("inspections/needs/<int:need_pk>/action/", plan_acts.new_action, name="new-action"),
    path("inspections/<slug:reference>/", views.inspection, name="inspection"),
    path("inspections/<slug:reference>/<slug:place>/", views.paragraph, name="paragraph"),
    path("inspections/<slug:reference>/<slug:place>/judge/", views.judge, name="judge"),
    path("inspections/<slug:reference>/<slug:place>/link/", views.link, name="link"),
    path("plan/", plan_views.plan, name="plan"),
    path("plan/<int:pk>/", plan_views.action, name="action"),
    path("plan/<int:pk>/change/", plan_acts.change, name="change"),
    path("plan/<int:pk>/move/", plan_acts.move, name="move"),
    path("plan/<int:pk>/measure/", plan_acts.tie, name="tie"),
    path("plan/measures/<int:pk>/remove/", plan_acts.untie, name="untie"),
    path("plan/<int:pk>/milestone/", plan_acts.new_milestone, name="new-milestone"),
    path("plan/milestones/<int:pk>/done/", plan_acts.done, name="done"),
    path("plan/milestones/<int:pk>/evidence/", plan_acts.new_evidence, name="new-evidence"),
    path("plan/evidence/<int:pk>/check/", checking.check, name="check"),
]
