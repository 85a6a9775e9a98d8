"""Starts the command line: ``python -m analytics deck --story netzwerk -o netzwerk.pptx``."""

import gc

_OBJECTS = 100_000
"""New objects after which a command looks for those that hold one another; it makes millions, and ends."""

if __name__ == "__main__":
    # Python looks after every 700 objects, through all modules again and again: a fifth of the time of importing them,
    # a seventh of that of a refresh.
    gc.disable()

    from analytics.commands import main

    gc.freeze()
    gc.set_threshold(_OBJECTS, 50, 100)
    gc.enable()
    raise SystemExit(main())
