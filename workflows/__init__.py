"""What a job does: one public file a job type, exporting JOB."""
