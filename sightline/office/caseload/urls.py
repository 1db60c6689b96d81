"""Addresses of the caseload room."""

from django.urls import URLPattern

app_name = "caseload"

urlpatterns: list[URLPattern] = []
