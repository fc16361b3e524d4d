"""What the product is: jobs, tasks, prices, tiers and errors. Pure: pydantic and nothing else."""
