"""What fal serves, endpoint by endpoint."""
