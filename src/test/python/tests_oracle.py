"""Writes the p-values, exact intervals and sample sizes that the tests of dev.bckd.stats expect.

Run from the root of the repository; needs numpy, scipy and statsmodels:
    python src/test/python/tests_oracle.py
Clopper-Pearson is SciPy's quantile of the beta distribution; the binomial test, the hypergeometric
tail and Benjamini-Hochberg are SciPy's; Holm, McNemar, the score test of a rate, the cluster-robust
regression and the normal sample size are statsmodels'; Tango's score is stats_oracle.py's, with the
nuisance parameter found by numerical maximisation.
"""

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import normal_sample_size_one_tail
from statsmodels.stats.proportion import proportions_ztest

from stats_oracle import least_not_refused, tango_score, write

COUNTS = [(0, 1), (1, 1), (0, 10), (10, 10), (3, 10), (1, 200), (1054, 14068), (99_999, 100_000),
          (25, 10_000_000)]


def clopper_pearson():
    for successes, trials in COUNTS:
        for confidence in (0.8, 0.95, 0.99):
            # Not binomtest's: it looks for the ends to 2e-12 only.
            tail, failures = (1 - confidence) / 2, trials - successes
            low = stats.beta.ppf(tail, successes, failures + 1) if successes else 0.0
            high = stats.beta.isf(tail, successes + 1, failures) if failures else 1.0
            yield successes, trials, confidence, repr(float(low)), repr(float(high))


def unequal_tails():
    for successes, trials in [*COUNTS, (1, 50), (10, 50), (20, 50), (49, 50), (20, 1000), (980, 1000),
                              (12, 139), (500_000_000, 10**9), (3, 10**9)]:
        for confidence in (0.8, 0.95, 0.99):
            low = least_not_refused(successes, trials, confidence)
            yield successes, trials, confidence, repr(float(low))


def rates():
    """That a rate exceeds a limit: score test and binomial test."""
    for successes, trials in COUNTS:
        for limit in (1e-6, 0.005, 0.06, 0.075, 0.3, 0.99):
            score = proportions_ztest(
                successes, trials, limit, alternative="larger", prop_var=limit)[1]
            exact = stats.binomtest(successes, trials, limit, alternative="greater").pvalue
            yield successes, trials, limit, repr(float(score)), repr(float(exact))


def differences():
    """That a paired difference exceeds a limit."""
    for b, c, n in [(0, 0, 50), (1, 0, 44), (0, 1, 44), (12, 2, 30), (5, 5, 100), (30, 70, 1000),
                    (1054, 921, 14068), (20, 0, 20)]:
        for limit in (-0.05, -0.01, 0.005, 0.02, 0.4):
            yield b, c, n, limit, repr(float(stats.norm.sf(tango_score(limit, b, c, n))))


def discordant():
    for b, c in [(0, 0), (1, 0), (1, 7), (7, 1), (5, 5), (12, 2), (30, 70), (1054, 921)]:
        exact = mcnemar([[0, b], [c, 0]], exact=True).pvalue if b + c else 1.0
        # The sum over all outcomes that are less probable than the one seen, and half of the like.
        outcomes = stats.binom.pmf(np.arange(b + c + 1), b + c, 0.5)
        seen = outcomes[b]
        like = np.isclose(outcomes, seen, rtol=1e-9)
        mid = outcomes[(outcomes < seen) & ~like].sum() + outcomes[like].sum() / 2
        yield b, c, repr(float(exact)), repr(float(mid if b + c else 1.0))


def families(seed=11):
    rng = np.random.default_rng(seed)
    for p in ([], [0.04], [0.01, 0.04, 0.03, 0.005], [0.5, 1.0, 0.0, 0.02, 0.02],
              rng.random(12) ** 3):
        p = np.asarray(p, float)
        holm = multipletests(p, method="holm")[1] if len(p) else p
        hochberg = stats.false_discovery_control(p, method="bh") if len(p) else p
        yield tuple(" ".join(repr(float(x)) for x in values) for values in (p, holm, hochberg))


def sizes():
    """Rows that show a paired difference of d within a margin, discordant rows being a share.

    The interval is Wald's over 1,000 rows.
    """
    for share, difference, margin, confidence in [
            (0.1, 0.0, 0.005, 0.9), (0.1, 0.0, 0.005, 0.95), (0.02, 0.001, 0.004, 0.95),
            (0.3, -0.02, 0.05, 0.99)]:
        deviation = np.sqrt(share - difference ** 2)
        half = stats.norm.ppf((1 + confidence) / 2) * deviation / np.sqrt(1_000)
        rows = normal_sample_size_one_tail(
            difference + margin, 0.8, (1 - confidence) / 2, deviation, deviation)
        yield (repr(float(difference)), repr(float(half)), margin, confidence, repr(float(rows)))


def parts():
    """That hits are more frequent within a part of independent rows."""
    for hits_within, within, hits, rows in [
            (0, 200, 10, 1000), (10, 200, 20, 1000), (20, 20, 20, 1000), (45, 300, 90, 1000),
            (260, 2000, 2000, 20_000), (3500, 50_000, 6000, 100_000), (7, 7, 7, 7)]:
        p = stats.hypergeom.sf(hits_within - 1, rows, hits, within)
        yield hits_within, within, hits, rows, repr(float(p))


def groups(seed=17):
    """Rows of 60 groups, partly in one of three parts, and each part's cluster-robust p-value.

    The slope of a regression of hits on the part is the difference of the rates; its variance is
    that of a sandwich over groups, held against t with one degree less than groups within.
    """
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 60, 1500)
    part = np.where(rng.random(1500) < 0.5, group % 3, rng.integers(0, 3, 1500))
    hit = (rng.random(1500) < np.where(group % 7 == 0, 0.3, 0.05) + 0.05 * (part == 1)).astype(int)
    p_values = []
    for k in range(3):
        within = part == k
        fit = sm.OLS(hit, sm.add_constant(within.astype(float))).fit(
            cov_type="cluster", cov_kwds={"groups": group, "use_correction": False})
        count, inside = len(np.unique(group)), len(np.unique(group[within]))
        t = fit.params[1] / (fit.bse[1] * np.sqrt(count / (count - 1)))
        p_values.append(stats.t.sf(t, inside - 1) if t > 0 else 1.0)
    return group, part, hit, p_values


def main():
    write("parts.csv", ["hitsWithin", "rowsWithin", "hits", "rows", "p"], parts())
    group, part, hit, p_values = groups()
    write("../evaluation/grouped-parts.csv", ["group", "part", "hit"], zip(group, part, hit))
    write("../evaluation/grouped-parts-p-values.csv", ["part", "p"],
          [(k, repr(float(p))) for k, p in enumerate(p_values)])
    write("clopper-pearson.csv", ["successes", "trials", "confidence", "low", "high"],
          clopper_pearson())
    write("unequal-tails.csv", ["successes", "trials", "confidence", "low"], unequal_tails())
    write("rate-p-values.csv", ["successes", "trials", "limit", "score", "exact"], rates())
    write("difference-p-values.csv", ["onlyFirst", "onlySecond", "trials", "limit", "score"],
          differences())
    write("mcnemar.csv", ["onlyFirst", "onlySecond", "exact", "midP"], discordant())
    write("adjusted.csv", ["p", "holm", "benjaminiHochberg"], families())
    write("sample-size.csv", ["difference", "half", "margin", "confidence", "rows"], sizes())


if __name__ == "__main__":
    main()
