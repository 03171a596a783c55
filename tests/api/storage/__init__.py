"""Tables, migrations, units of work, the audit trail."""
