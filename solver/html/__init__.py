"""What a notebook shows by itself: plans, proposals and reasons as small pieces of HTML in French."""
