"""The counting sheet: half-years as people write them, what its rows must not contradict, and aids of its template."""
