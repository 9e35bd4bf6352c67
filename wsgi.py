"""The WSGI entry point: `gunicorn wsgi:app`."""

from casefile import create_app

app = create_app()
