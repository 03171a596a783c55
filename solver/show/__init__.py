"""What a person sees of a plan, in French, on a terminal or on paper."""
