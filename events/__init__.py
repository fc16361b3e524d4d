"""The job log, and those who follow it."""
