"""Every operation, for every role, with anything: made from the description of the service.

A new operation is tried as soon as it exists. Where nobody could guess what it asks for, the tests say which
line to add: in `places.py` for what its path names, in `fits.py` for its body, its query and its state.
"""
