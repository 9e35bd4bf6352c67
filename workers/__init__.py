"""The Celery side: one module a slice; the web application never imports it."""
