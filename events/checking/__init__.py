"""What a plan should be looked at again for: days off, likenesses, clashes, unclear times."""
