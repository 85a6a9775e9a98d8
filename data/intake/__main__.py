"""`python -m data.intake FILE... [--apply]`: see `data.headless`.

The command reads files and stores versions. It stands above both, so it is started by name from here: nothing
in the intake imports the store.
"""

import runpy

if __name__ == "__main__":
    runpy.run_module("data.headless", run_name="__main__", alter_sys=True)
