"""A process of its own that adds entries to the trail, or says whether it is whole."""

import json
import sys

import django


def main(what: str, number: int) -> None:
    django.setup()
    from sightline.office.access import trail
    from sightline.office.access.models import Entry

    if what == "add":
        for one in range(number):
            trail.record("seen", by=None, subject=f"child:{one:020x}")
    else:
        found = trail.check()
        told = {"broken": found.broken, "last": found.last, "entries": Entry.objects.count()}
        sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
