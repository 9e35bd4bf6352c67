"""Jobs of dossiers."""
