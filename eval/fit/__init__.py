"""Fits the small models of `app/data/` on known pairs, folds by review: what is reported was never fitted on itself."""
