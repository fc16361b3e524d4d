"""Writes them: `python -m manual`."""

from manual import job_pages

job_pages.write()
