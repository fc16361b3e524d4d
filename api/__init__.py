"""HTTP in, HTTP out: one router a file."""
