"""Load, decide, save, send: what happens around the pure rooms."""
