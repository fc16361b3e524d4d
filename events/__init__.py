"""The job log, those who follow it, and the events that go out."""
