"""Addresses of every room."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.office.access.urls")),
    path("", include("sightline.office.lens.urls")),
    path("", include("sightline.office.evidence.urls")),
    path("", include("sightline.office.caseload.urls")),
    path("", include("sightline.office.improvement.urls")),
    path("", include("sightline.office.governance.urls")),
    path("", include("sightline.office.publish.urls")),
]

handler400 = "sightline.site.errors.bad_request"
handler403 = "sightline.site.errors.not_allowed"
handler404 = "sightline.site.errors.not_found"
handler500 = "sightline.site.errors.failed"
