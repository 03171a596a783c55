"""The fixed lists that forms offer: motives of an exclusion, reasons of a decision."""
