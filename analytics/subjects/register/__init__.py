"""The initiatives one by one."""
