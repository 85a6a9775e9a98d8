"""What whoever accompanies a visit to one Kreis or one initiative takes along: two pages."""
