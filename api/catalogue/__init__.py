"""What plans are made from, beside collèges and notices: kept by the référente, version by version."""
