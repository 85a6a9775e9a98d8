"""The small icon font draws every icon exactly as Streamlit's whole one does."""

from pages.server.routes.files.assets import asset_address
from pages.server.routes.files.typefaces import ICON_FACE, framework_icon_face, known_icons

# Drawn in black on a square of its own; a name that is no ligature would be a word, wider than the square.
_DRAW = """async ([small, whole, names]) => {
  const load = async (name, address) =>
    document.fonts.add(await new FontFace(name, `url(${address})`, { weight: "400" }).load());
  await Promise.all([load("small", small), load("whole", whole)]);
  const pen = new OffscreenCanvas(96, 96).getContext("2d", { willReadFrequently: true });
  const draw = (family, name) => {
    pen.clearRect(0, 0, 96, 96);
    pen.font = `96px ${family}`;
    pen.fillText(name, 0, 96);
    const ink = pen.getImageData(0, 0, 96, 96).data.filter((_, index) => index % 4 === 3);
    return { width: pen.measureText(name).width, ink: ink.join(), empty: ink.every((one) => one === 0) };
  };
  return names.map((name) => {
    const [ours, theirs] = [draw("small", name), draw("whole", name)];
    return { name, width: ours.width, empty: ours.empty, same: ours.ink === theirs.ink && ours.width === theirs.width };
  });
}"""


def test_every_icon_looks_as_in_the_whole_font(open_page):
    page, whole = open_page("/impressum"), framework_icon_face()
    addresses = [asset_address(ICON_FACE), f"/static/media/{whole.name}"]
    drawn = page.evaluate(_DRAW, [*addresses, sorted(known_icons())])
    assert len(drawn) > 100
    assert [one for one in drawn if one["empty"] or one["width"] != 96 or not one["same"]] == []
    # The small one has no other: what is left out would be a word.
    assert page.evaluate(_DRAW, [*addresses, ["cake"]])[0]["width"] > 96
