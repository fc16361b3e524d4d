"""What is seen in photos: faces."""
