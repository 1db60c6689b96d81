"""What every act carries: who did it, on what day it counts, and when it was written down."""

from django.conf import settings
from django.db import models


class Act(models.Model):
    """Something a person did. ``on`` is the day it counts from; ``recorded_at`` is when it was written.

    Seen by: as each kind says. Kept: as long as what it belongs to.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
