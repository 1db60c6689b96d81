"""What a web server runs."""

import gc
import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

# A record holds millions of objects that stay: looking through them all at every turn keeps readers waiting.
gc.set_threshold(200_000, 50, 1000)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
application = get_wsgi_application()

from sightline.office.lens.ready import hold_ready  # noqa: E402 -- Django comes first

Thread(target=hold_ready, name="hold-ready", daemon=True).start()
