"""The service around the solver: accounts, notices, planning, publishing.

It imports `solver`; `solver` never imports it. `docs/decisions/0005-the-service.md` says how it is laid out.
"""
