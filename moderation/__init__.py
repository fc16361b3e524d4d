"""The local content policy: rules as data, and the engine that reads text against them."""
