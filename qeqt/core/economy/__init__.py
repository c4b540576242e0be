"""The economy around the bank: long yields, output and prices, asset prices and wealth."""
