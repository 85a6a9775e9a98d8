"""The committed boundary layers: complete, valid, gap-free coverages of a size a browser can take."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.boundaries import (
    DEGREES,
    GRID_M,
    METRES,
    as_collection,
    dissolve,
    load_municipalities,
    make_layers,
    simplify,
)
from data.config import PACKAGE_ROOT
from data.tables.areas import BOUNDARIES, BOUNDARY_COLUMNS, PANEL_BOUNDARY

COUNTS = {"kreise": 21, "gemeinden": 524, "laender": 3}
MAX_KB = {
    "kreise_medium": 90,
    "gemeinden_medium": 600,
    "laender_medium": 60,
    "kreise_fine": 300,
    "gemeinden_fine": 1300,
    "laender_fine": 200,
}


def path_of(layer):
    return PACKAGE_ROOT / "sources" / "boundaries" / f"{layer}.geojson"


@pytest.mark.parametrize("layer", BOUNDARIES)
def test_a_layer_is_a_valid_coverage_without_overlap_or_gap(atlas, layer):
    shapes = atlas.boundaries[layer].geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    union = shapely.union_all(shapes)
    holes = [ring for part in getattr(union, "geoms", [union]) for ring in part.interiors]
    assert holes == []


@pytest.mark.parametrize("layer", BOUNDARIES)
def test_no_two_areas_of_a_layer_overlap(atlas, layer):
    areas = atlas.boundaries[layer].to_crs(METRES)
    total = areas.area.sum()
    assert shapely.union_all(areas.geometry.to_numpy()).area == pytest.approx(total, rel=1e-7)


@pytest.mark.parametrize("layer", BOUNDARIES)
def test_a_layer_has_its_areas_its_properties_its_attribution_and_its_size(atlas, layer):
    kind = layer.split("_")[0]
    areas = atlas.boundaries[layer]
    assert len(areas) == COUNTS[kind]
    assert areas["ags"].is_unique
    assert tuple(areas.columns) == (*BOUNDARY_COLUMNS[kind], "geometry")
    assert str(areas.crs) == DEGREES
    content = json.loads(path_of(layer).read_text(encoding="utf-8"))
    assert content["attribution"].startswith("© GeoBasis-DE / BKG 2016 (Daten verändert)")
    assert path_of(layer).stat().st_size / 1000 <= MAX_KB[layer]


def test_413_municipalities_of_brandenburg_110_of_two_saxon_districts_and_berlin(atlas):
    ags = atlas.boundaries["gemeinden_medium"]["ags"]
    assert ags.str.startswith("12").sum() == 413
    assert ags.str.startswith(("14625", "14626")).sum() == 110
    assert ags.str.startswith("11").sum() == 1


@pytest.mark.parametrize("layer", ["kreise_medium", "kreise_fine"])
def test_spree_neisse_has_a_hole_where_cottbus_lies(atlas, layer):
    areas = atlas.boundaries[layer].set_index("ags").geometry
    spree_neisse = areas["12071"]
    assert len(spree_neisse.interiors) == 1
    assert shapely.Polygon(spree_neisse.interiors[0]).equals(areas["12052"])


def test_areas_of_districts_are_those_of_the_official_register(atlas):
    computed = atlas.boundaries["kreise_fine"].to_crs(METRES).set_index("ags").area / 1e6
    official = atlas.kreise.set_index("ags")["area_km2"]
    # The official area of Potsdam (188.25 km²) is 0.6 % above that of VG250; all others agree better.
    assert ((computed - official).abs() / official).max() < 0.01


def test_names_are_those_of_the_tables(atlas):
    for layer, table in (("kreise_medium", "kreise"), ("gemeinden_fine", "gemeinden")):
        names = atlas.boundaries[layer].set_index("ags")["name"]
        expected = getattr(atlas, table).set_index("ags")["name"]
        assert (names[expected.index] == expected).all()


def test_every_point_of_a_municipality_lies_in_its_district(atlas):
    points = gpd.GeoDataFrame(
        atlas.places[["ags"]], geometry=gpd.points_from_xy(atlas.places["lon"], atlas.places["lat"]), crs=DEGREES
    )
    joined = points.sjoin(atlas.boundaries["kreise_fine"], predicate="within", rsuffix="kreis", how="left")
    assert (joined["ags_left"].str.slice(0, 5) == joined["ags_kreis"]).all()


def test_the_panel_has_one_area_for_each_of_its_75_districts_and_a_hole_where_berlin_lies(atlas):
    east = atlas.load_east()
    areas = east.areas
    assert set(areas["ags"]) == set(east.kreise["ags"])
    assert len(areas) == 75
    assert shapely.is_valid(areas.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())
    square_km = areas.to_crs(METRES).set_index("ags").area / 1e6
    official = east.kreise.set_index("ags")["area_km2"]
    # Suhl and its neighbours have exchanged municipalities since 2016; the others lose lakes and edges at this scale.
    assert square_km.sum() == pytest.approx(official.sum(), rel=0.01)
    whole = shapely.union_all(areas.geometry.to_numpy())
    assert any(ring.contains(shapely.Point(13.4, 52.52)) for ring in holes_of(whole))
    assert path_of(PANEL_BOUNDARY).stat().st_size / 1000 <= 90


def holes_of(shape):
    return [shapely.Polygon(ring) for part in getattr(shape, "geoms", [shape]) for ring in part.interiors]


def square(x, y, size=1000.0):
    return shapely.box(x, y, x + size, y + size)


def test_areas_with_one_key_become_one_area():
    areas = gpd.GeoDataFrame(
        {"ags": ["1", "2", "3"]}, geometry=[square(0, 0), square(1000, 0), square(2000, 0)], crs=METRES
    )
    merged = dissolve(areas, pd.Series(["1", "1", "3"]))
    assert merged["ags"].tolist() == ["1", "3"]
    assert merged.geometry.area.tolist() == [2e6, 1e6]


def test_simplifying_refuses_areas_that_overlap():
    areas = gpd.GeoDataFrame({"ags": ["1", "2"]}, geometry=[square(0, 0), square(500, 0)], crs=METRES)
    with pytest.raises(ValueError, match="coverage"):
        simplify(areas, 10.0)


def package_entry(ags, shape):
    geometry = shapely.geometry.mapping(gpd.GeoSeries([shape], crs=METRES).to_crs(DEGREES).iloc[0])
    return {"type": "Feature", "properties": {"AGS": ags}, "geometry": geometry}


@pytest.fixture
def municipalities(tmp_path):
    x, y = 400_000.0, 5_800_000.0
    part = package_entry("12060001", square(x + 3000, y))
    entries = [
        package_entry("11000000", square(x, y)),
        {"type": "FeatureCollection", "features": [package_entry("12060001", square(x + 1000, y)), part]},
        package_entry("12073505", square(x + 2000, y)),
        package_entry("12073532", square(x + 2000, y + 1000)),
        package_entry("14625050", square(x + 4000, y)),
        package_entry("14511000", square(x + 5000, y)),
        package_entry("08435053", square(x + 6000, y)),
    ]
    path = tmp_path / "gemeinden.geo.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return load_municipalities(path)


def test_municipalities_are_selected_merged_and_put_on_the_grid(municipalities):
    assert municipalities["ags"].tolist() == ["11000000", "12060001", "12073532", "14511000", "14625200"]
    assert (municipalities.area.round(-3) == [1e6, 2e6, 2e6, 1e6, 1e6]).all()
    points = shapely.get_coordinates(municipalities.geometry.to_numpy())
    assert abs(points / GRID_M - (points / GRID_M).round()).max() < 1e-3


def test_layers_hold_the_atlas_and_the_laender_the_whole_of_saxony(municipalities):
    layers = make_layers(municipalities)
    assert layers["kreise_fine"]["ags"].tolist() == ["11000", "12060", "12073", "14625"]
    assert layers["laender_medium"]["ags"].tolist() == ["11", "12", "14"]
    assert layers["laender_medium"].area.round(-3).tolist()[2] == 2e6


def test_a_collection_is_compact_and_names_its_source(municipalities):
    known = dict.fromkeys(municipalities["ags"], "Ort")
    collection = as_collection("gemeinden_medium", municipalities, known)
    feature = collection["features"][1]
    assert feature["properties"] == {"ags": "12060001", "name": "Ort", "kreis_ags": "12060"}
    first = feature["geometry"]["coordinates"][0][0][0]
    assert all(round(value, 4) == value for value in first)
    assert "BKG 2016" in collection["attribution"]
