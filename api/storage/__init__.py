"""What is kept: engines, tables, migrations, the audit trail, and units of work on them."""
