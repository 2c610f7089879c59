"""Forms of plans and their rows (editing), and of loading a plan from a file (importing)."""
