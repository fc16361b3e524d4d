"""Records what the stack answers, as the examples of the OpenAPI document: `python -m tests.recording`."""
