"""One folder per subject: what is measured, how it is drawn and put into words."""
