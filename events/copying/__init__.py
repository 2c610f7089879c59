"""Next year's plan from this year's: what comes over, how its words and times are read anew."""
