"""Pure computation: no framework, no files, no network, no clock, no environment, no shared randomness."""
