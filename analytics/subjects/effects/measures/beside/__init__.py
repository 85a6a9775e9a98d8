"""What stands beside the estimate of the page: what would lower the threshold, and other estimators."""
