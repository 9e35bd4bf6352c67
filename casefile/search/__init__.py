"""Search across the slices: by reference, by short title, by name in either script."""
