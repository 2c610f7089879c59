"""A consolidated plan: several organisations write their own rows of it until a day."""
