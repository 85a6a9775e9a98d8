#!/usr/bin/env bash
# streamlit 1.67.0 never calls the callback of a press when another message of the browser comes while one runs.
#
# Who types into a field and presses the button beside it sends both in one message: the field's callback is called
# first, then the button's. When anything else on the page reports to the server meanwhile, the run is stopped at its
# next look at the session, and the press is in no later message: what a field holds is sent again, a press is not.
#
# Guess before the run: callbacks run before the page and to their end, as the documentation says; 10 of 10 are called.
# Seen: 10 of 10 when nothing else is sent, 0 of 10 with a second message 50 ms later. The page shows no error.
# Where it hurts: registers and forms where a field is looked up as it is left and "save" is pressed right behind it.
# Remedy: let `SafeSessionState.on_script_will_rerun` finish before it gives way; switch fastReruns off besides.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0 websockets==15.0.1
cd "$folder"
cat > page.py <<'PYTHON'
import time

import streamlit as st


def look_up() -> None:
    time.sleep(0.2)
    st.session_state["known"] = st.session_state["name"]


def save() -> None:
    st.session_state["saved"] = st.session_state.get("saved", 0) + 1


st.text_input("Name", key="name", on_change=look_up)
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

PRESSES = 10
PORT = 8743


def message(field="", name="", button=""):
    """What the browser sends: what the field holds, and once that the button was pressed."""
    back = BackMsg()
    back.rerun_script.query_string = ""
    if field:
        back.rerun_script.widget_states.widgets.add(id=field).string_value = name
    if button:
        back.rerun_script.widget_states.widgets.add(id=button).trigger_value = True
    return back.SerializeToString()


async def run(page, *messages):
    """Sends messages 50 ms apart; returns the ids of field and button and what the page says in the end."""
    for one in messages:
        await page.send(one)
        await asyncio.sleep(0.05)
    field = button = said = ""
    while True:
        try:
            answer = ForwardMsg.FromString(await asyncio.wait_for(page.recv(decode=False), 1))
        except TimeoutError:
            return field, button, said
        element = answer.delta.new_element
        field, button = element.text_input.id or field, element.button.id or button
        said = element.text.body or said


async def press(is_followed):
    async with connect(f"ws://127.0.0.1:{PORT}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as page:
        field, button, _ = await run(page, message())
        for number in range(PRESSES):
            name = f"name {number}"
            later = [message(field, name)] if is_followed else []
            *_, said = await run(page, message(field, name, button), *later)
        return int(said.split()[-1])


async def wait_for_server():
    for _ in range(300):
        try:
            return await press_nothing()
        except OSError:
            await asyncio.sleep(0.2)


async def press_nothing():
    async with connect(f"ws://127.0.0.1:{PORT}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as page:
        await run(page, message())


async def main():
    await wait_for_server()
    return await press(False), await press(True)


server = subprocess.Popen(
    [sys.executable, "-m", "streamlit", "run", "page.py", "--server.port", str(PORT), "--server.headless", "true"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)
try:
    alone, followed = asyncio.run(main())
finally:
    server.terminate()
    server.wait()
print(f"called {alone} of {PRESSES} presses alone, {followed} of {PRESSES} with another message behind them")
assert (alone, followed) == (PRESSES, 0), "the behaviour has changed: read the release notes"
PYTHON
"$folder/venv/bin/python" press.py
