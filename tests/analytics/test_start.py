"""What a command loads before it does anything: most of the time of a short one."""

import os
import subprocess
import sys

UNNEEDED = ("pandera", "typeguard", "streamlit", "data.intake")
"""What checks a table from elsewhere, and the screen; a command that reads the shipped package has neither."""

COMMAND = """
import sys
from analytics.commands import main
assert main(["ask", "rank", "measure=net", "most=1"]) == 0
import analytics.exports.dossier.write, analytics.exports.pptx.command, analytics.exports.pptx.write
sys.stderr.write(" ".join(sys.modules))
"""


def test_a_command_loads_nothing_that_only_an_upload_or_a_page_needs(tmp_path):
    place = os.environ | {"ATLAS_DATA_DIRECTORY": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=True, env=place)
    loaded = set(done.stderr.split())
    assert {"analytics.exports.pptx.refresh", "data.tables.migration"} <= loaded
    assert not loaded & set(UNNEEDED)
