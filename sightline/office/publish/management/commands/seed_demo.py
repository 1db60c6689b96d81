"""Make the demonstration's accounts and tell its story."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sightline.office.lens.ours import our_authority
from sightline.office.publish.demonstration import NotSyntheticError, seed


class Command(BaseCommand):
    """Run again, it changes nothing. It refuses an authority whose children are real."""

    help = "Make the demonstration's accounts and tell its story, once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed the office of the authority that the settings name."""
        authority = our_authority(settings.SIGHTLINE_AUTHORITY)
        try:
            told = seed(Path(settings.SIGHTLINE_HOME), authority)
        except NotSyntheticError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("The demonstration's story is told." if told else "The story was told already.")
