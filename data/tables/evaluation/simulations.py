"""What the estimators find when the true effect is known."""

from __future__ import annotations

from data.tables.columns import Table, field, optional, source


class Simulations(
    Table,
    key=["scenario", "estimator", "n_treated"],
    title=("Simulations of the estimators", "Simulationen der Schätzverfahren"),
    about=(
        "What the estimators of the page before and after find when the true effect is known.",
        "Was die Verfahren von Vorher und Nachher finden, wenn der wahre Effekt bekannt ist.",
    ),
):
    """One row per (scenario, estimator, n_treated): what an estimator found on panels with a planted effect."""

    scenario: str = field(
        "What was planted: no_effect; constant_effect; growing_effect: more every year; calm_treated: no effect, the "
        "treated districts vary as little as in the data; trends_apart: no effect, the treated districts rise faster "
        "in all years; one_kreis_no_effect and one_kreis_effect: a single treated district; land_calm_no_effect and "
        "land_calm_effect: controls in other Länder too; land_change_no_effect and land_change_effect: the same, and "
        "all districts of the Land with initiatives rise; land_uneven_no_effect and land_uneven_effect: they rise by "
        "different amounts",
        "Was eingebaut wurde: no_effect: kein Effekt; constant_effect: gleich hoher Effekt; growing_effect: jedes Jahr "
        "mehr; calm_treated: kein Effekt, die Kreise mit Start schwanken so wenig wie in den Daten; trends_apart: kein "
        "Effekt, diese Kreise steigen in allen Jahren schneller; one_kreis_no_effect und one_kreis_effect: nur ein "
        "Kreis mit Start; land_calm_no_effect und land_calm_effect: Vergleichskreise auch in anderen Ländern; "
        "land_change_no_effect und land_change_effect: ebenso, und alle Kreise des Landes mit Initiativen steigen; "
        "land_uneven_no_effect und land_uneven_effect: sie steigen verschieden stark",
        isin=[
            "no_effect",
            "constant_effect",
            "growing_effect",
            "calm_treated",
            "trends_apart",
            "one_kreis_no_effect",
            "one_kreis_effect",
            "land_calm_no_effect",
            "land_calm_effect",
            "land_change_no_effect",
            "land_change_effect",
            "land_uneven_no_effect",
            "land_uneven_effect",
        ],
    )
    estimator: str = field(
        "did_permutation: difference in differences, interval and test by permutation; did_clustered: the same "
        "estimate with clustered standard error; pooled: one regression for all; event_year: third year from the "
        "start on, test by permutation; synthetic_control; synthetic_did: synthetic difference-in-differences; "
        "pre_trend: slope before the start; did_guarded: the verdict "
        "after all checks; land_year: against the same Land only; pooled_clustered and pooled_bootstrap: one "
        "regression for all, by clustered standard error and by wild cluster bootstrap",
        "did_permutation: Differenz der Differenzen, Intervall und Test durch Vertauschen; did_clustered: derselbe "
        "Schätzwert mit geclustertem Standardfehler; pooled: eine Regression für alle; event_year: drittes Jahr ab dem "
        "Start, Test durch Vertauschen; synthetic_control: synthetische Kontrolle; "
        "synthetic_did: synthetische Differenz der Differenzen; pre_trend: Steigung vor dem Start; "
        "did_guarded: das Urteil nach allen Prüfungen; land_year: nur gegen Kreise des Landes; pooled_clustered und "
        "pooled_bootstrap: eine Regression für alle, mit geclustertem Standardfehler und mit Wild-Cluster-Bootstrap",
        isin=[
            "did_permutation",
            "did_clustered",
            "pooled",
            "event_year",
            "synthetic_control",
            "synthetic_did",
            "pre_trend",
            "did_guarded",
            "land_year",
            "pooled_clustered",
            "pooled_bootstrap",
        ],
    )
    planted_per_1000: float = field(
        "Planted value: mean effect, for pre_trend the difference of the slopes per year",
        "Eingebauter Wert: mittlerer Effekt, bei pre_trend der Unterschied der Steigungen je Jahr",
        unit="persons per 1,000 residents",
    )
    mean_per_1000: float = field("Mean of the estimates", "Mittel der Schätzwerte", unit="persons per 1,000 residents")
    bias_per_1000: float = field(
        "Mean error: mean_per_1000 minus planted_per_1000",
        "Mittlerer Fehler: mean_per_1000 minus planted_per_1000",
        unit="persons per 1,000 residents",
    )
    rmse_per_1000: float = field(
        "Root of the mean squared error",
        "Wurzel des mittleren quadrierten Fehlers",
        unit="persons per 1,000 residents",
        ge=0,
    )
    coverage: float = optional(
        "Share of intervals that hold the planted value; blank without an interval",
        "Anteil der Intervalle, die den eingebauten Wert enthalten; leer ohne Intervall",
        unit="share",
        in_range={"min_value": 0.0, "max_value": 1.0},
    )
    rejection_rate: float = optional(
        "Share of panels in which no effect (pre_trend: no difference) is rejected; blank without a test",
        "Anteil der Datensätze, in denen „kein Effekt“ (pre_trend: kein Unterschied) verworfen wird; leer ohne Test",
        unit="share",
        in_range={"min_value": 0.0, "max_value": 1.0},
    )
    level: float = field(
        "Level of interval and test, e.g. 0.95",
        "Niveau von Intervall und Test, etwa 0.95",
        unit="share",
        in_range={"min_value": 0.0, "max_value": 1.0},
    )
    n_simulations: int = field("Panels drawn", "Gezogene Datensätze", unit="panels", ge=1)
    n_treated: int = field("Districts with a start", "Kreise mit Start", unit="districts", ge=1)
    n_kreise: int = field("Districts in a panel", "Kreise je Datensatz", unit="districts", ge=2)
    n_years: int = field("Years in a panel", "Jahre je Datensatz", unit="years", ge=2)
    last_year: int = field(
        "Last year of the panels; the comparison before and after uses no later ones",
        "Letztes Jahr der Datensätze; spätere Jahre nutzt der Vergleich vorher und nachher nicht",
        unit="year",
        ge=1990,
    )
    seed: int = field("Seed of the random numbers", "Startwert der Zufallszahlen")
    source_id: str = source()
