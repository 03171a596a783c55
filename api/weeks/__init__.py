"""Published weeks: who is hosted when, and what each reader may see of it."""
