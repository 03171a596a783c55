"""The service around the solver: accounts, notices, planning, publishing.

Only its place is laid out so far. It will import `solver`; `solver` never imports it.
"""
