"""Addresses of papers, threads and public pages."""

from django.urls import path

from sightline.office.publish import homes, public, thread, views

app_name = "publish"

urlpatterns = [
    path("thread/<slug:reference>/<slug:place>/", thread.thread, name="thread"),
    path("homes/improvement/", homes.lead, name="home-lead"),
    path("homes/clerk/", homes.clerk, name="home-clerk"),
    path("homes/councillor/", homes.councillor, name="home-councillor"),
    path("papers/", views.papers, name="papers"),
    path("papers/new/<int:meeting_pk>/", views.new_paper, name="new-paper"),
    path("papers/scorecard/publish/", views.publish_scorecard, name="publish-scorecard"),
    path("papers/<slug:reference>/", views.paper, name="paper"),
    path("papers/<slug:reference>/change/", views.change_paper, name="change-paper"),
    path("papers/<slug:reference>/freeze/", views.freeze, name="freeze"),
    path("papers/<slug:reference>/publish/", views.publish, name="publish"),
    path("public/", public.home, name="public"),
    path("public/scorecard/", public.scorecard, name="scorecard"),
    path("public/scorecard/<slug:measure_id>/", public.scorecard_measure, name="scorecard-measure"),
    path("public/papers/<slug:reference>/", public.paper, name="public-paper"),
    path("public/papers/<slug:reference>.pdf", public.paper_pdf, name="public-pdf"),
]
