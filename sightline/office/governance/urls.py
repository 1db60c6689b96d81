"""Addresses of the governance room."""

from django.urls import path

from sightline.office.governance import challenge_views, views

app_name = "governance"

urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/members/<int:pk>/leave/", views.leave_seat, name="leave-seat"),
    path("bodies/<slug:body_id>/", views.body, name="body"),
    path("bodies/<slug:body_id>/seat/", views.new_seat, name="new-seat"),
    path("bodies/<slug:body_id>/meeting/", views.new_meeting, name="new-meeting"),
    path("bodies/<slug:body_id>/challenge/", challenge_views.ask, name="ask"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/item/", views.new_item, name="new-item"),
    path("meetings/<int:pk>/hold/", views.hold, name="hold"),
    path("meetings/<int:pk>/minutes/publish/", views.publish_minutes, name="publish-minutes"),
    path("challenges/<int:pk>/", challenge_views.challenge, name="challenge"),
    path("challenges/<int:pk>/answer/", challenge_views.answer, name="answer"),
    path("challenges/<int:pk>/effect/", challenge_views.effect, name="effect"),
]
