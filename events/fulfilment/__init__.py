"""The year in work: which marks a plan needs, what became of its rows, plan beside fact."""
