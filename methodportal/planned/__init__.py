"""From the plan to the publications: rows of a plan that promise one are taken into work."""
