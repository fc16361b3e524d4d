"""Steps that touch the world: each may be repeated, none knows a workflow."""
