"""Taiwan: what crosses the border, output and prices, homes and insurers."""
