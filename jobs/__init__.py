"""The life of a job in the database: the only transactions over job, money and event."""
