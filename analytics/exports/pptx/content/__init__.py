"""What stands on a slide between headline and source: chart, map, table, key figures."""
