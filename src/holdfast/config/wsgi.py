"""The web application, for any WSGI server. With the embedded database it starts that too."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

from holdfast.config import postgres  # noqa: E402

postgres.use()
application = get_wsgi_application()
