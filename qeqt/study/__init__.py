"""What is asked of runs: bands, sweeps, backtests, evidence."""
