#!/usr/bin/env bash
# streamlit 1.67.0 calls no callback for a press when the browser sends another message within milliseconds.
#
# A press lives in one message only. Where the next one arrives before the run of the first has called its callbacks,
# that run is stopped and its press dropped: a later message names values of fields, but no press that has been sent.
# It happens whenever a field reports by itself what was typed, or an element of the page its size, as the button is
# pressed. With runner.fastReruns off the two are folded into one, but for the moment between taking and calling.
#
# Guess before the run: a callback is called for each press, as the documentation says that they run before the page.
# Seen: with half a second between both messages 10 of 10 presses are called, right behind each other 0 to 40 of 60.
# Where it hurts: forms over public registers, where "save" is pressed right after typing and nothing says it was lost.
# Remedy: switch fastReruns off, and let `SafeSessionState.on_script_will_rerun` finish before it gives way.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0 websockets==15.0.1
cd "$folder"
cat > page.py <<'PYTHON'
import streamlit as st


def save() -> None:
    st.session_state["saved"] = st.session_state.get("saved", 0) + 1


st.text_input("Name", key="name")
st.button("Save", on_click=save)
st.text(f"saved {st.session_state.get('saved', 0)}")
PYTHON
cat > press.py <<'PYTHON'
import asyncio
import subprocess
import sys

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect



async def run(page, *messages, gap=0.0):
    """Sends the messages of one moment; returns the id of the button and what the page says when all is drawn."""
    for message in messages:
        await page.send(message)
        await asyncio.sleep(gap)
    button = said = ""
    while True:
        try:
            answer = ForwardMsg.FromString(await asyncio.wait_for(page.recv(decode=False), 0.4))
        except TimeoutError:
            return button, said
        element = answer.delta.new_element
        button = element.button.id or button
        said = element.text.body or said


def message(button=""):
    """What the browser sends: that the page is to be run, and once that a button was pressed."""
    back = BackMsg()
    back.rerun_script.query_string = ""
    if button:
        back.rerun_script.widget_states.widgets.add(id=button).trigger_value = True
    return back.SerializeToString()


async def press(times, gap):
    async with connect("ws://127.0.0.1:8743/_stcore/stream", subprotocols=["streamlit"], max_size=None) as page:
        button, _ = await run(page, message())
        for _ in range(times):
            _, said = await run(page, message(button), message(), gap=gap)
        return int(said.split()[-1])


def wait_for_server():
    for _ in range(150):
        try:
            return asyncio.run(press_once())
        except OSError:
            asyncio.run(asyncio.sleep(0.2))


async def press_once():
    async with connect("ws://127.0.0.1:8743/_stcore/stream", subprotocols=["streamlit"], max_size=None) as page:
        return await run(page, message())


server = subprocess.Popen(
    [sys.executable, "-m", "streamlit", "run", "page.py", "--server.port", "8743", "--server.headless", "true"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)
try:
    wait_for_server()
    apart, at_once = asyncio.run(press(10, 0.5)), asyncio.run(press(60, 0.0))
finally:
    server.terminate()
    server.wait()
print(f"called {apart} of 10 with half a second between, {at_once} of 60 right behind each other")
assert apart == 10 and at_once < 54, "the behaviour has changed: read the release notes"
PYTHON
"$folder/venv/bin/python" press.py
