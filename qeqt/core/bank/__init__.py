"""The central bank: securities, balance sheet, the market for reserves, income and who bears losses."""
