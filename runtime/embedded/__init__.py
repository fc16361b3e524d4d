"""The embedded stack: PostgreSQL and Temporal from wheels, and our own processes around them."""
