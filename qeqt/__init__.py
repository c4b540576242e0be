"""An open, sourced model of a central bank's balance sheet."""
