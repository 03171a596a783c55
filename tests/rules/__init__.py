"""One file per rule: feasible, infeasible, boundary."""
