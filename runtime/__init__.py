"""How a process is put together: settings, catalog, resources, relay, sweep."""
