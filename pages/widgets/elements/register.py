"""The register as a table of real rows, an element of our own.

Streamlit's grid paints on a canvas: no links, no words for a screen reader, no cards on a phone. A click on a
name reports the initiative; opened in a new tab the link restores the profile from its address.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from analytics.figure.model import Figure
from analytics.language import Wording
from pages.session.callbacks import sent_value, shielded

# Without height until its rows are there: so long the page waits (see static/frame/paper.js).
_HTML = "<table hidden><caption></caption><thead><tr></tr></thead></table>"

_CSS = """
:host { display: block; }
table { border-collapse: collapse; width: 100%; font: 400 0.9375rem/1.45 Figtree, sans-serif; color: #0f2620; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: 0.7rem 0.9rem 0.7rem 0; font-weight: 400; }
thead th { color: #4d5f58; font-size: 0.8125rem; font-weight: 600; border-bottom: 1px solid #d5d1c5; padding-top: 0; }
tbody tr { border-bottom: 1px solid #eeeae0; }
tbody tr.row:hover { background: #f4f2eb; }
th.group { color: #4d5f58; font-size: 0.8125rem; font-weight: 600; padding-top: 1.6rem; }
a { color: #1d6153; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
a:hover { text-decoration: underline; }
a:focus-visible { outline: 2px solid #1d6153; outline-offset: 3px; border-radius: 4px; }
.about { display: block; color: #4d5f58; font-size: 0.875rem; max-width: 30rem; }
.mark { white-space: nowrap; }
.mark::before { content: ''; display: inline-block; width: 0.6rem; height: 0.6rem; border-radius: 50%;
  border: 2px solid #c8553d; background: #c8553d; margin-right: 0.45rem; box-sizing: border-box; vertical-align: 0; }
.mark.hollow::before { background: transparent; }
@media (max-width: 720px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; }
  tbody tr.row { padding: 0.85rem 0; }
  th, td { padding: 0.1rem 0; }
  td[data-label]::before { content: attr(data-label) ': '; color: #4d5f58; }
}
"""

_JS = """
const make = (tag, text, attributes = {}) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
};
const toTop = () => document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });

function nameCell(row, data, report) {
  const cell = make('th', undefined, { scope: 'row', role: 'rowheader' });
  const address = new URL(window.location.href);
  address.searchParams.set(data.param, row.member_id);
  const link = make('a', row.name, { href: address.href });
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    toTop();
    report(row.member_id);
  };
  cell.append(link, make('span', row.about, { class: 'about' }));
  return cell;
}

function rowOf(row, data, report) {
  const line = make('tr', undefined, { class: 'row', role: 'row' });
  line.append(nameCell(row, data, report));
  row.cells.forEach((text, i) => line.append(make('td', text, { 'data-label': data.headings[i + 1], role: 'cell' })));
  const mark = make('td', undefined, { role: 'cell' });
  mark.append(make('span', row.mark, { class: row.hollow ? 'mark hollow' : 'mark' }));
  line.append(mark);
  return line;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const table = parentElement.querySelector('table');
  table.setAttribute('role', 'table');
  table.querySelector('caption').textContent = data.caption;
  table.querySelector('thead tr').replaceChildren(
    ...data.headings.map((text) => make('th', text, { scope: 'col', role: 'columnheader' })));
  const report = (id) => {
    setTriggerValue('chosen', id);
    document.dispatchEvent(new Event('atlas:sent'));
  };
  table.querySelectorAll('tbody').forEach((body) => body.remove());
  for (const group of data.groups) {
    const body = make('tbody', undefined, { role: 'rowgroup' });
    if (group.title) {
      const head = make('tr', undefined, { role: 'row' });
      head.append(make('th', group.title, { class: 'group', scope: 'rowgroup', colspan: data.headings.length }));
      body.append(head);
    }
    body.append(...group.rows.map((row) => rowOf(row, data, report)));
    table.append(body);
  }
  table.hidden = false;
}
"""

_element = st.components.v2.component("register_table", html=_HTML, css=_CSS, js=_JS)


def show_register(figure: Figure, w: Wording, *, on_choose: Callable[[str], None]) -> None:
    """Draws the register; initiatives without a known place stand under a heading of their own.

    Args:
        figure: from `draw_register`.
        w: language of headings and caption.
        on_choose: called with the id of the initiative a visitor chooses.
    """
    placed = figure.table["placed"]
    without = w.text("Without a known place, hence not on the map")
    groups = [("", figure.table[placed]), (without, figure.table[~placed])]
    data = {
        "caption": figure.description,
        "headings": [
            w.text("Initiative and host organisation"),
            w.text("Place, district"),
            w.text("Member since"),
            w.text("Status"),
            w.text("Membership"),
        ],
        "param": "initiative",
        "groups": [{"title": title, "rows": _rows(table)} for title, table in groups if len(table)],
    }
    choose = shielded(lambda: on_choose(str(sent_value("register", "chosen") or "")))
    _element(key="register", data=data, on_chosen_change=choose)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "member_id": row.member_id,
            "name": row.name,
            "about": row.organisation if isinstance(row.organisation, str) else "",
            "cells": [row.where, row.since, row.state],
            "mark": row.evidence,
            "hollow": row.confidence == "inferred",
        }
        for row in table.itertuples(index=False)
    ]
