"""Who saw a child is in the trail, under a handle: never under a name or a number from the files."""

from datetime import date

import pytest

from sightline.office.access import trail
from sightline.office.access.models import Entry, User
from sightline.office.lens.lens import Lens

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_seeing_a_child_leaves_an_entry_that_names_no_child() -> None:
    reader = User.objects.create(username="director", role="director")
    lens = Lens.of(reader, date(2019, 6, 1), date(2019, 7, 31))
    lens.saw("A1", "opened a child's record", why="review")
    entry = Entry.objects.get()
    assert (entry.by, entry.what, entry.why) == (reader, "opened a child's record", "review")
    assert entry.subject == f"child:{lens.handle('A1')}"
    assert entry.details == {"as_at": "2019-06-01", "known_on": "2019-07-31", "snapshot": 1}
    kept = " ".join(map(str, Entry.objects.values_list().get()))
    assert not any(word in kept for word in ("A1", "Ada", "Quill"))
    assert trail.check().broken is None
