"""The steps from nothing to the present tables; `api/storage/migrate.py` runs them."""
