"""Shared code, one idea a module; it knows no domain word but role and permission names."""
