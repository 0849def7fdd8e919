"""Fits weights and small models on known pairs, folds by review: what is reported was never fitted on itself."""
