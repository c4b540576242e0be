"""Renews the tables of official figures from their publishers."""
