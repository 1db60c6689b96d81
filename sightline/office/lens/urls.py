"""The address at which a reader chooses the day to read as at."""

from django.urls import path

from sightline.office.lens import views

app_name = "lens"

urlpatterns = [path("reading/", views.reading, name="reading")]
