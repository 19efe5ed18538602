"""The web application, for any WSGI server. With the embedded database it starts that too."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.config.settings")

from django.core.wsgi import get_wsgi_application

from holdfast.config import postgres

postgres.use()
application = get_wsgi_application()
