"""The client. `_synchronous` is written from here: `python -m runtime.typed_client`."""
