"""Organisations, posts and officials of a situation's register; who held what, and what links whom to an incident."""
