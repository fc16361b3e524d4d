"""Writes them: `python -m manual`."""

from manual import errors_page, job_pages

job_pages.write()
errors_page.PAGE.write_text(errors_page.page())
