"""What whoever accompanies a visit to one Kreis takes along: two pages."""
