"""Reading a flat file with full findings against reading it raw: `python -m benchmarks.intake [--rows N ...]`.

Every way runs in a process of its own on the same file; time is the best of three, memory the peak above
what the imports took. Printed are seconds, rows per second and the ratios to `pandas.read_csv`, which is
the number that travels between machines. Planted errors show that the findings are complete.

The file is a migration table of all municipalities: the atlas keeps its 20 districts, but every row is
decoded, split, checked and converted. `--inside` writes districts of the atlas only (keys repeat then).

Then 25 tables and one workbook in the layout of the offices, with the figures the atlas ships. `--against FOLDER`
reads the same with another build of the atlas, both in turn, and prints the ratio of processor time, also when
that build refuses them.
"""

import argparse
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(__file__).resolve().parents[1]
SIZES = (10_000, 1_000_000, 5_000_000)
PLANTED = 84
AGES = ("unter 18", "18-25", "25-30", "30-50", "50-65", "65+", "insgesamt")
KREISE = ("12051", "12052", "12053", "12054", *(str(key) for key in range(12060, 12074)), "14625", "14626")
OFFICIAL = 25
TURNS = 5
FRICTIONLESS_MOST = 1_000_000
"""Beyond this frictionless takes minutes and its time grows in proportion."""


def keys(number: int) -> list[str]:
    """The districts of the atlas, then as many municipality keys of other Länder as needed."""
    rest = [f"{land:02d}{kreis:03d}{place:03d}" for land in (1, 3, 5, 6, 7, 8, 9, 10, 13, 15, 16)
            for kreis in range(101, 140) for place in range(1, 60)]  # fmt: skip
    return [*KREISE, *rest][: max(number, 1)]


def write_file(path: Path, rows: int, *, inside: bool) -> None:
    """Write the file; the same one for the same number of rows."""
    chance = random.Random(rows)  # noqa: S311 - figures of a benchmark, no secret
    years = range(1990, 2026)
    territories = list(KREISE) if inside else keys(rows // (len(years) * len(AGES)) + 1)
    planted = set(chance.sample(range(rows), min(PLANTED, rows)))
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("AGS;Jahr;Altersgruppe;Zuzüge;Fortzüge\n")
        while written < rows:
            for key in territories:
                for year in years:
                    moves = [(chance.randrange(9000), chance.randrange(9000)) for _ in AGES[1:]]
                    moves.append((sum(one for one, _ in moves), sum(one for _, one in moves)))
                    for age, (arrivals, departures) in zip(AGES, moves, strict=True):
                        if written == rows:
                            return
                        shown = "1O5" if written in planted else arrivals
                        stream.write(f"{key};{year};{age};{shown};{departures}\n")
                        written += 1


def run_pandas(path: Path) -> int:
    import pandas as pd

    return len(pd.read_csv(path, sep=";"))


def run_pandas_text(path: Path) -> int:
    """As a key needs it: a leading zero survives only when every column is text."""
    import pandas as pd

    return len(pd.read_csv(path, sep=";", dtype=str, keep_default_na=False))


def run_polars(path: Path) -> int:
    import polars as pl

    return len(pl.read_csv(path, separator=";", infer_schema_length=1000, ignore_errors=True))


def run_frictionless(path: Path) -> int:
    import frictionless
    from frictionless.formats import CsvControl

    control = CsvControl(delimiter=";")
    schema = frictionless.Schema.from_descriptor(
        {
            "fields": [
                {"name": "AGS", "type": "string"},
                {"name": "Jahr", "type": "integer"},
                {"name": "Altersgruppe", "type": "string"},
                {"name": "Zuzüge", "type": "integer"},
                {"name": "Fortzüge", "type": "integer"},
            ]
        }
    )
    resource_ = frictionless.Resource(
        path=path.name, basepath=str(path.parent), dialect=frictionless.Dialect(controls=[control]), schema=schema
    )
    report = resource_.validate(limit_errors=100_000)
    return report.stats["errors"]


def run_intake(path: Path) -> int:
    from data.intake import read_file

    result = read_file(path.read_bytes(), path.name)
    return sum(finding.count for finding in result.findings if finding.code == "not_a_number")


def run_together(folder: Path) -> int:
    """Every file of a folder, and all of them against one another; how many can be stored."""
    from data.intake import check_together, read_file

    intakes = [read_file(path.read_bytes(), path.name) for path in sorted(folder.iterdir())]
    check_together(intakes)
    return sum(intake.ok for intake in intakes)


WAYS = {
    "pandas": run_pandas,
    "pandas as text": run_pandas_text,
    "polars": run_polars,
    "frictionless": run_frictionless,
    "intake": run_intake,
}
"""Ways to read the flat file, printed against the first."""


def measure(way: str, path: Path, warm: Path, repeats: int) -> dict[str, float]:
    """Inside the process of one way: warm up on a small file, then time and watch the memory."""
    run = WAYS.get(way, run_together)
    run(warm)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    best, busy, found = float("inf"), float("inf"), 0
    for _ in range(repeats):
        start, started = time.perf_counter(), time.process_time()
        found = run(path)
        best, busy = min(best, time.perf_counter() - start), min(busy, time.process_time() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {"seconds": best, "processor": busy, "megabytes": peak / 1024, "found": found}


def in_process(way: str, path: Path, warm: Path, repeats: int, build: Path = BUILD) -> dict[str, float]:
    """Measure in a process of its own, with the reader of this or another build."""
    command = [sys.executable, __file__, "--way", way, str(path), str(warm), str(repeats)]
    places = os.environ | {"PYTHONPATH": str(build)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=build, env=places)
    return json.loads(done.stdout.strip().splitlines()[-1])


def compare(rows: int, folder: Path, *, inside: bool) -> None:
    path, warm = folder / f"{rows}.csv", folder / "warm.csv"
    write_file(path, rows, inside=inside)
    write_file(warm, 200, inside=inside)
    print(f"\n{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, {PLANTED} errors planted")
    print(f"{'':16}{'seconds':>9}{'M rows/s':>10}{'time':>8}{'CPU':>8}{'peak MB':>9}{'memory':>8}{'errors':>8}")
    base: dict[str, float] = {}
    for way in WAYS:
        if importlib.util.find_spec("data" if way == "intake" else way.split()[0]) is None:
            print(f"{way:16} not installed")
            continue
        if way == "frictionless" and rows > FRICTIONLESS_MOST:
            print(f"{way:16} left out above {FRICTIONLESS_MOST:,} rows")
            continue
        found = in_process(way, path, warm, 1 if way == "frictionless" else 3)
        base = base or found
        ratio, memory = found["seconds"] / base["seconds"], found["megabytes"] / max(base["megabytes"], 1)
        errors = f"{found['found']:.0f}" if way in ("frictionless", "intake") else "-"
        print(
            f"{way:16}{found['seconds']:9.2f}{rows / found['seconds'] / 1e6:10.2f}{ratio:7.2f}x"
            f"{found['processor'] / base['processor']:7.2f}x{found['megabytes']:9.0f}{memory:7.2f}x{errors:>8}"
        )


def write_official(folder: Path) -> tuple[Path, Path]:
    """A folder of tables and one with a workbook, as the offices write them, of figures the atlas ships."""
    from data.records import load_table
    from tests.samples.books import official_migration
    from tests.samples.layouts import regional_migration, regional_population

    tables, workbook = folder / "tables", folder / "workbook"
    tables.mkdir()
    workbook.mkdir()
    stocks, flows = (
        dict(list(load_table(name).groupby(by))) for name, by in (("population", "date"), ("migration", "year"))
    )
    written = {f"12411-02-03-4_{day}.csv": regional_population(rows) for day, rows in stocks.items()}
    written |= {f"12711-04-02-4_{year}.csv": regional_migration(rows) for year, rows in flows.items()}
    for name, text in list(written.items())[:OFFICIAL]:
        (tables / name).write_text(text, encoding="cp1252")
    last = max(flows)
    (workbook / f"12711-04-02-4_{last}.xlsx").write_bytes(official_migration(flows[last]))
    return tables, workbook


def compare_builds(folder: Path, other: Path | None) -> None:
    """Processor time for official tables and a workbook, of this build and another, taken in turn."""
    print(f"\n{'official layout':16}{'files':>6}{'stored':>8}{'CPU ms':>9}{'other ms':>10}{'ratio':>7}{'stored':>8}")
    for path in write_official(folder):
        own, others = [], []
        for _ in range(TURNS):
            own.append(in_process("together", path, path, 5))
            if other:
                others.append(in_process("together", path, path, 5, other))
        best = min(one["processor"] for one in own)
        line = f"{path.name:16}{len(list(path.iterdir())):6}{own[0]['found']:8.0f}{best * 1000:9.1f}"
        if others:
            base = min(one["processor"] for one in others)
            line += f"{base * 1000:10.1f}{best / base:6.2f}x{others[0]['found']:8.0f}"
        print(line)


def main() -> None:
    if sys.argv[1:2] == ["--way"]:
        way, path, warm, repeats = sys.argv[2:6]
        print(json.dumps(measure(way, Path(path), Path(warm), int(repeats))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--inside", action="store_true", help="only districts of the atlas")
    parser.add_argument("--against", type=Path, help="folder of another build of the atlas")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            compare(rows, Path(folder), inside=options.inside)
        compare_builds(Path(folder), options.against)


if __name__ == "__main__":
    main()
