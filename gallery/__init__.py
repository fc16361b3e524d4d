"""Every job type as the local engines do it, on one page."""
