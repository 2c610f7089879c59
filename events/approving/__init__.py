"""How a plan, or an amendment of it, comes to be approved: rounds, turns, remarks, editions."""
