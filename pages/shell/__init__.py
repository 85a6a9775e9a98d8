"""What the pages share: registry, address state, cache, layout, server parts."""
