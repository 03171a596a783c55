"""The CP-SAT model: places and sessions as variables, one function per rule and per level."""
