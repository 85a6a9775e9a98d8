"""Who is compared with whom: starts, controls, panel."""
