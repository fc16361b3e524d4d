"""Our speed beside two floors of our own making: `make bench`."""
