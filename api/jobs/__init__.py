"""Jobs: questions to the solver, answered outside the request, each in a process of its own."""
