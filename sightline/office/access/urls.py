"""Addresses of signing in and out, of one's own password, and of the trail."""

from django.urls import path

from sightline.office.access import trail_page, views

app_name = "access"

urlpatterns = [
    path("", views.first_page, name="first"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", views.password, name="password"),
    path("trail/", trail_page.trail, name="trail"),
]
