"""Events: from an item of a plan or by themselves, through registration, to who was there."""
