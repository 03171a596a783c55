"""One file per step, named after its number: `0002_what_it_brings.py`."""
