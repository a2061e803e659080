"""The public site (the barometer): every page and file is a pure function of one release."""
