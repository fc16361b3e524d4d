"""Vendors that behave like the real ones, and count what they were paid for."""
