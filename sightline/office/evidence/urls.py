"""Addresses of the evidence room."""

from django.urls import path, re_path

from sightline.office.evidence import job_views, problem_views, register_views, views

app_name = "evidence"

urlpatterns = [
    path("files/", views.home, name="home"),
    path("files/upload/", job_views.upload, name="upload"),
    path("files/loads/<int:pk>/", job_views.job, name="job"),
    path("files/loads/<int:pk>/state/", job_views.job_state, name="job-state"),
    path("files/loads/<int:pk>/again/", job_views.again, name="again"),
    path("files/submissions/", views.submissions, name="submissions"),
    path("files/submissions/<slug:id>/", views.submission, name="submission"),
    path("files/snapshots/", views.snapshots, name="snapshots"),
    path("files/registers/", register_views.registers, name="registers"),
    path("files/registers/<slug:name>/", register_views.register, name="register"),
    path("files/problems/", problem_views.problems, name="problems"),
    re_path(r"^files/problems\.(?P<form>json|csv)$", problem_views.download, name="problems-download"),
    path("files/rows/<path:ref>", views.row, name="row"),
]
