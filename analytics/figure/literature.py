"""Publications the formulas come from; citations are the same in every language."""

SINNOTT = "R. W. Sinnott: Virtues of the Haversine. Sky and Telescope 68(2), 1984, p. 159"
CHURCH_REVELLE = (
    "R. Church, C. ReVelle: The Maximal Covering Location Problem. Papers of the Regional Science Association 32, "
    "1974, pp. 101–118, doi:10.1007/BF01942293"
)
ROUSSEEUW_CROUX = (
    "P. J. Rousseeuw, C. Croux: Alternatives to the Median Absolute Deviation. Journal of the American Statistical "
    "Association 88(424), 1993, pp. 1273–1283, doi:10.1080/01621459.1993.10476408"
)
OECD_JRC = (
    "OECD, European Commission (JRC): Handbook on Constructing Composite Indicators. 2008, doi:10.1787/9789264043466-en"
)
CAMERON_MILLER = (
    "A. C. Cameron, D. L. Miller: A Practitioner’s Guide to Cluster-Robust Inference. Journal of Human Resources "
    "50(2), 2015, pp. 317–372, doi:10.3368/jhr.50.2.317"
)
GOODMAN_BACON = (
    "A. Goodman-Bacon: Difference-in-differences with variation in treatment timing. Journal of Econometrics 225(2), "
    "2021, pp. 254–277, doi:10.1016/j.jeconom.2021.03.014"
)
CALLAWAY_SANTANNA = (
    "B. Callaway, P. H. C. Sant’Anna: Difference-in-Differences with multiple time periods. Journal of Econometrics "
    "225(2), 2021, pp. 200–230, doi:10.1016/j.jeconom.2020.12.001"
)
ARKHANGELSKY = (
    "D. Arkhangelsky, S. Athey, D. A. Hirshberg, G. W. Imbens, S. Wager: Synthetic Difference-in-Differences. American "
    "Economic Review 111(12), 2021, pp. 4088–4118, doi:10.1257/aer.20190159"
)
ABADIE = (
    "A. Abadie, A. Diamond, J. Hainmueller: Synthetic Control Methods for Comparative Case Studies. Journal of the "
    "American Statistical Association 105(490), 2010, pp. 493–505, doi:10.1198/jasa.2009.ap08746"
)
PHIPSON_SMYTH = (
    "B. Phipson, G. K. Smyth: Permutation P-values Should Never Be Zero. Statistical Applications in Genetics and "
    "Molecular Biology 9(1), 2010, doi:10.2202/1544-6115.1585"
)
BLOOM = (
    "H. S. Bloom: Minimum Detectable Effects. Evaluation Review 19(5), 1995, pp. 547–556, "
    "doi:10.1177/0193841X9501900504"
)
NEWEY_WEST = (
    "W. K. Newey, K. D. West: A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation Consistent "
    "Covariance Matrix. Econometrica 55(3), 1987, pp. 703–708, doi:10.2307/1913610"
)
SEN = (
    "P. K. Sen: Estimates of the Regression Coefficient Based on Kendall’s Tau. Journal of the American Statistical "
    "Association 63(324), 1968, pp. 1379–1389, doi:10.1080/01621459.1968.10480934"
)
HYNDMAN = (
    "R. J. Hyndman, G. Athanasopoulos: Forecasting: Principles and Practice, 3rd ed., 2021, otexts.com/fpp3, "
    "chapters 5 and 8"
)
