"""Writes the figures that the tests of dev.bckd.stats and dev.bckd.evaluation expect.

Run from the root of the repository; needs numpy, scipy and scikit-learn:
    python src/test/python/stats_oracle.py
Nothing here shares a formula with the Java code where there is another way: Wilson is SciPy's,
Tango's nuisance parameter is found by numerical maximisation and its ends by root finding, the
p-value of flipped signs by convolution of all of them, DeLong's covariances by comparing every pair,
the influences of groups on their design effect by changing their weights a little, AUC and NDCG are scikit-learn's, the bootstrap is SciPy's
multinomial one, whose acceleration comes from leaving out one group at a time.
"""

import csv
import pathlib

import numpy as np
from scipy import optimize, stats

OUT = pathlib.Path("src/test/resources/dev/bckd/stats")

ENDS = ["low", "high", "lowForMin", "highForMin", "lowForMax", "highForMax"]


def write(name, header, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def wilson():
    cases = [(0, 1), (1, 1), (0, 10), (10, 10), (3, 10), (1, 200), (1054, 14068), (99_999, 100_000)]
    for successes, trials in cases:
        for confidence in (0.8, 0.95, 0.99):
            ci = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
            yield successes, trials, confidence, repr(float(ci.low)), repr(float(ci.high))


def least_not_refused(successes, trials, confidence, points=100):
    """The least rate that is not refused, by the definition: from jump to jump of the lower tail.

    Between two jumps k, the smallest count with P(X <= k) above a tail, is the same. There rates
    are looked at one by one, and between the last that is refused and the first that is not, one
    is found where the sum of both tails is what they may be.
    """
    if successes == 0:
        return 0.0
    tail = (1 - confidence) / 2
    first = stats.beta.ppf(tail, successes, trials - successes + 1)
    for k in range(max(0, int(stats.binom.ppf(tail, trials, first)) - 2), successes):
        before = stats.beta.isf(tail, k, trials - k + 1) if k else 0.0
        jump = stats.beta.isf(tail, k + 1, trials - k)

        def excess(rate):
            lower = stats.beta.sf(rate, k, trials - k + 1) if k else 0.0
            return stats.beta.cdf(rate, successes, trials - successes + 1) + lower - 2 * tail

        rates = np.linspace(before, jump, points + 1)
        rates[0] += 1e-9 * (jump - before)
        kept = next((at for at, rate in enumerate(rates) if excess(rate) > 0), None)
        if kept == 0:
            return before
        if kept:
            return optimize.brentq(excess, rates[kept - 1], rates[kept], xtol=1e-300, rtol=1e-15)
    raise AssertionError("every rate is refused")


def tango_score(d, b, c, n, shift=0.0):
    """The score statistic at d, with the likeliest P(only second) found numerically.

    The distance of the counts from d is moved by the shift.
    """
    lowest, highest = max(0.0, -d), (1 - d) / 2

    def minus_log_likelihood(q):
        return -(
            stats_xlogy(b, q + d) + stats_xlogy(c, q) + stats_xlogy(n - b - c, 1 - 2 * q - d)
        )

    best = optimize.minimize_scalar(
        minus_log_likelihood, bounds=(lowest, highest), method="bounded", options={"xatol": 1e-13}
    ).x
    candidates = [best, lowest, highest]
    q = min(candidates, key=minus_log_likelihood)
    return (b - c - n * d + shift) / np.sqrt(n * (2 * q + d * (1 - d)))


def stats_xlogy(x, y):
    if x == 0:
        return 0.0
    return x * np.log(y) if y > 0 else -np.inf


def continuity(b, c, n):
    """In pairs: a quarter up to half of all pairs discordant, five quarters where all are."""
    return np.interp((b + c) / n, [0, 0.5, 1], [0.25, 0.25, 1.25])


def tango(corrected=False):
    cases = [(13, 5, 20), (4, 35, 50), (0, 0, 50), (1, 0, 44), (0, 1, 44), (12, 2, 30), (5, 5, 100), (30, 70, 1000),
             (1054, 921, 14068), (20, 0, 20), (0, 20, 20), (0, 12, 30), (31, 0, 100)]
    for b, c, n in cases:
        correction = continuity(b, c, n) if corrected else 0.0
        for confidence in (0.9, 0.95):
            z = stats.norm.ppf((1 + confidence) / 2)
            estimate = (b - c) / n
            low = -1.0 if c == n else optimize.brentq(
                lambda d: tango_score(d, b, c, n, -correction) - z, -1 + 1e-12, estimate - 1e-12,
                xtol=1e-14)
            high = 1.0 if b == n else optimize.brentq(
                lambda d: tango_score(d, b, c, n, correction) + z, estimate + 1e-12, 1 - 1e-12,
                xtol=1e-14)
            if corrected:
                low, high = one_way(low, high, b, c, n, confidence)
            yield b, c, n, confidence, repr(float(low)), repr(float(high))


def one_way(low, high, b, c, n, confidence):
    """Where no pair goes one way, the end on the other side is at least an exact rate's."""

    def most(count):
        return stats.binomtest(count, n).proportion_ci(confidence, method="exact").high

    return (min(low, -most(c)) if b == 0 else low), (max(high, most(b)) if c == 0 else high)


def paired_scores(n=400, seed=7):
    """Labelled rows of 60 groups, two models' scores, the first with many ties."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 60, n)
    taste = rng.normal(0, 0.8, 60)[group]
    label = (rng.random(n) < 1 / (1 + np.exp(-taste))).astype(int)
    first = np.round(1.2 * label + taste + rng.normal(0, 1, n), 1)
    second = 0.8 * label + 0.5 * taste + rng.normal(0, 1, n)
    return group, label, first.astype(np.float32), second.astype(np.float32)


def placements(label, *scores, weights=None):
    """Areas, and by comparing every positive with every negative the placements of both."""
    weights = np.ones(len(label)) if weights is None else weights
    positives, negatives = weights[label == 1], weights[label == 0]
    kernels = []
    for score in scores:
        positive, negative = score[label == 1].astype(float), score[label == 0].astype(float)
        kernels.append((positive[:, None] > negative) + 0.5 * (positive[:, None] == negative))
    v10 = np.array([np.average(k, axis=1, weights=negatives) for k in kernels])
    v01 = np.array([np.average(k, axis=0, weights=positives) for k in kernels])
    return np.average(v10, axis=1, weights=positives), v10, v01


def delong(label, *scores):
    """Areas and their covariance matrix."""
    area, v10, v01 = placements(label, *scores)
    return area, np.atleast_2d(np.cov(v10) / v10.shape[1] + np.cov(v01) / v01.shape[1])


def areas(label, first, second):
    area, covariance = delong(label, first, second)
    from sklearn.metrics import roc_auc_score

    assert abs(area[0] - roc_auc_score(label, first)) < 1e-12
    assert abs(area[1] - roc_auc_score(label, second)) < 1e-12
    parts = {}
    for name, scores, contrast in [
            ("first", [first], [1]), ("second", [second], [1]),
            ("difference", [first, second], [1, -1])]:
        estimate, of_positives, of_negatives = placements(label, *scores)
        positives, negatives = np.dot(contrast, of_positives), np.dot(contrast, of_negatives)
        # Welch's degrees of freedom are those of a t test of two means with these variances.
        t = stats.ttest_ind(positives, negatives, equal_var=False).df
        error = np.sqrt(stats.sem(positives) ** 2 + stats.sem(negatives) ** 2)
        parts[name] = float(np.dot(contrast, estimate)), error, t
    assert abs(parts["difference"][1] - np.sqrt(
        np.array([1, -1]) @ covariance @ np.array([1, -1]))) < 1e-12
    rows = int(label.sum()), int((1 - label).sum())
    for name, (estimate, error, degrees) in parts.items():
        if name == "difference":
            gates = [paired_areas(label, first, second, error, degrees, gate)
                     for gate in (None, "min", "max")]
        else:
            low, high = area_score(estimate, error, degrees, *rows)
            gates = [(low, high), (low, area_failing(estimate, error, degrees, *rows, 1)),
                     (area_failing(estimate, error, degrees, *rows, 0), high)]
        yield name, repr(estimate), *(repr(float(end)) for ends in gates for end in ends)


def left(weights):
    """So many rows have a mean as sure as that of rows with these weights (Kish 1965)."""
    return max(2, round(weights.sum() ** 2 / (weights**2).sum()))


def weighted_sem(numbers, weights):
    squared = np.average((numbers - np.average(numbers, weights=weights)) ** 2, weights=weights)
    return np.sqrt(squared / (left(weights) - 1))


def paired_areas(label, first, second, error, degrees, gate, confidence=0.95, weights=None):
    """Tango's ends for as many changes as have that error; of a gate the passing end has more."""
    weights = np.ones(len(label)) if weights is None else weights
    area, v10, v01 = placements(label, first, second, weights=weights)
    classes = [(v10[0] - v10[1], weights[label == 1]), (v01[0] - v01[1], weights[label == 0])]
    shares = [weighted_sem(*of_class) ** 2 for of_class in classes]
    gains, losses = (
        np.average([np.average(part(moved), weights=own) for moved, own in classes], weights=shares)
        for part in (lambda d: np.maximum(d, 0), lambda d: np.maximum(-d, 0)))
    trials = (gains + losses - (gains - losses) ** 2) / error**2

    def roots(effect, quantile):
        return roots_of_score(*(float(part * trials / effect) for part in (gains, losses, 1)),
                              quantile)

    middle = area.mean()
    rows = [left(own) for _, own in classes]
    out_of_order = min(rows) * min(middle, 1 - middle)
    care = unlucky(1, (gains + losses) * trials, 0.5) + (
        0.5 / (0.5 + out_of_order)) ** 2 * newcombe(middle, *rows) / error**2
    t = stats.t.ppf((1 + confidence) / 2, degrees)
    low, high = roots(care, t)
    if gate is None:
        return low, high
    nearer = roots(1, failing_quantile(confidence, degrees, care))
    low, high = (low, nearer[1]) if gate == "min" else (nearer[0], high)
    return beside_zero(low, high, np.prod(np.sign(roots(1, t))) > 0, gains - losses)


def cluster_error(group, weights, statistic):
    """Of a statistic of rows with weights, by how it goes with that of every group; degrees too."""
    groups = np.unique(group)

    def influence(own, step=1e-4):
        changed = step * (group == own)
        return (statistic(weights * (1 + changed)) - statistic(weights * (1 - changed))) / 2 / step

    moved = np.array([influence(own) for own in groups])
    spread = (moved - moved.mean()) ** 2
    degrees = max(1, 2 / np.sum((spread / spread.sum() - 1 / len(groups)) ** 2))
    return np.std(moved, ddof=1) * np.sqrt(len(groups)), degrees


def area_of(label, score):
    from sklearn.metrics import roc_auc_score

    return lambda weights: roc_auc_score(label, score, sample_weight=weights)


def cluster_areas_ends(group, label, first, second, gate, confidence=0.95, weights=None):
    """Those of a difference with such an error."""
    weights = np.ones(len(label)) if weights is None else weights
    one, other = area_of(label, first), area_of(label, second)
    error, degrees = cluster_error(group, weights, lambda now: one(now) - other(now))
    return paired_areas(label, first, second, error, degrees, gate, confidence, weights)


def cluster_area_ends(group, label, score, gate, weights=None):
    """Those of one area."""
    weights = np.ones(len(label)) if weights is None else weights
    area = area_of(label, score)
    design = (area(weights), *cluster_error(group, weights, area),
              left(weights[label == 1]), left(weights[label == 0]))
    low, high = area_score(*design)
    if gate is None:
        return low, high
    return (low, area_failing(*design, 1)) if gate == "min" else (area_failing(*design, 0), high)


def cluster_areas(group, label, first, second):
    rows = np.arange(len(label))
    for name, own, weights in [("groups", group, None), ("weights", rows, 1 + rows % 4 / 2)]:
        for statistic, of_gate in [
                ("area", lambda gate: cluster_area_ends(own, label, first, gate, weights)),
                ("difference", lambda gate: cluster_areas_ends(
                    own, label, first, second, gate, weights=weights))]:
            ends = [of_gate(gate) for gate in (None, "min", "max")]
            yield name, statistic, *(repr(float(end)) for pair in ends for end in pair)


def predicted_rows(n=1200, groups=300, seed=31):
    """Labelled rows of groups that share their luck, and two models' probabilities of a positive."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, n)
    odds = rng.normal(-0.5, 1.3, n)
    label = (rng.random(groups)[group] < 1 / (1 + np.exp(-odds))).astype(int)
    first = 1 / (1 + np.exp(-2.6 * odds + 0.5))
    second = 1 / (1 + np.exp(-1.1 * odds))
    return group, label, first.astype(np.float32), second.astype(np.float32)


def calibration_gaps(label, probability, bins=5):
    """By row and bin: confidence minus right, and what it varies by if that is chance."""
    confidence = np.maximum(probability, np.float32(1) - probability).astype(np.float32)
    ordered = np.sort(confidence)
    edges = ordered[[len(ordered) * bin // bins - 1 for bin in range(1, bins)]]
    own = (confidence[:, None] > edges).sum(axis=1)[:, None] == np.arange(bins)
    right = (probability > 0.5) == (label == 1)
    exact = confidence.astype(float)
    return own * (exact - right)[:, None], (own * (exact * (1 - exact))[:, None]).sum(axis=0)


def fieller_high(numerators, denominators, t):
    """The largest ratio that is not refused by the t test of numerators - ratio * denominators."""
    def refused(ratio):
        off = numerators - ratio * denominators
        return -off.mean() - t * stats.sem(off)

    estimate = numerators.sum() / denominators.sum()
    if refused(estimate) >= 0:
        return estimate
    return optimize.brentq(refused, estimate, estimate + 100, xtol=1e-14)


def highest_of_gaps(plus, minus, denominators, chance_of_plus, chance, t):
    """The upper end of the sizes of some gaps minus those of others; one column each."""
    def values(sums):
        return sums.sum(axis=0) / denominators.sum()

    off = minus - denominators[:, None] * values(minus)
    deviations = np.sqrt(np.maximum(len(off) * off.var(axis=0, ddof=1), chance))
    unsure = np.abs(minus.sum(axis=0)) <= 3.5 * deviations
    unsure &= deviations > 0
    known = -np.sign(values(minus)) * ~unsure
    without, moving = plus.astype(float).copy(), np.zeros(minus.shape[1])
    off_plus = plus - denominators[:, None] * values(plus)
    slopes = np.array([np.polyfit(off[:, gap], off_plus[:, gap], 1)[0] if unsure[gap] and plus.size
                       else 0 for gap in range(minus.shape[1])])
    if plus.size and minus.size:
        without -= minus * slopes
        moving = np.sign(values(without)) * slopes
    shrunk = (without * np.sign(values(without))).sum(axis=1)
    subtracted = (minus * known).sum(axis=1)
    added = (plus * np.sign(values(without))).sum(axis=1) if plus.size else 0
    ends = [
        fieller_high((plus * np.sign(values(plus))).sum(axis=1)
                     - (minus * np.sign(values(minus))).sum(axis=1), denominators, t),
        fieller_high(shrunk + subtracted, denominators, t),
        fieller_high(added + subtracted - (minus * np.sign(moving)).sum(axis=1), denominators, t)]
    if plus.size and minus.size:
        # Both of a bin count with one sign where that of the added one is unsure alone.
        spread = plus - denominators[:, None] * values(plus)
        errors = np.sqrt(np.maximum(len(plus) * spread.var(axis=0, ddof=1), chance_of_plus))
        alone = (np.abs(plus.sum(axis=0)) <= 3.5 * errors) & (errors > 0) & ~unsure
        signs = np.where(alone, -np.sign(values(minus)), np.sign(values(without)))
        taken = -(minus * np.where(unsure, np.sign(values(without)) * slopes, 0)).sum(axis=1)
        ends.append(fieller_high((plus * signs).sum(axis=1) + taken + subtracted, denominators, t))
    return max(ends)


def signed_gaps_ends(unit, plus, minus, denominators, chance, confidence):
    """Of rows in units, two or more."""
    members = unit[:, None] == np.unique(unit)
    plus, minus = members.T @ plus, members.T @ minus
    denominators = members.T @ denominators
    t = stats.t.ppf((1 + confidence) / 2, members.shape[1] - 1)
    both = chance[:plus.shape[1]], chance[plus.shape[1]:]
    high = highest_of_gaps(plus, minus, denominators, *both, t)
    low = -highest_of_gaps(minus, plus, denominators, *both[::-1], t)
    return low if minus.size else max(0, low), high


def signed_gaps(*columns):
    for count in (300, 1200):
        for case in signed_gaps_of(*(column[:count] for column in columns)):
            yield count, *case


def signed_gaps_of(group, label, first, second):
    rows = np.arange(len(label))
    none, ones = np.zeros((len(label), 0)), np.ones(len(label))
    (one, chance), (other, chance_of_other) = (
        calibration_gaps(label, probability) for probability in (first, second))
    ratios = [(probability.astype(float) - label)[:, None] for probability in (first, second)]
    both = np.append(chance, chance_of_other)
    for name, unit, *gaps in [
            ("error", rows, one, none, ones, chance),
            ("error", group, one, none, ones, chance),
            ("difference", rows, one, other, ones, both),
            ("difference", group, one, other, ones, both),
            ("exchanged", group, other, one, ones, np.append(chance_of_other, chance)),
            ("distance", rows, *ratios, label.astype(float), np.zeros(2)),
            ("distance", group, *ratios, label.astype(float), np.zeros(2))]:
        for confidence in (0.8, 0.95):
            low, high = signed_gaps_ends(unit, *gaps, confidence)
            yield (name, "rows" if unit is rows else "groups", confidence,
                   repr(float(low)), repr(float(high)))


def beside_zero(low, high, differ, estimate):
    """The ends, reaching across 0 only where there is no difference."""
    tiny = 5e-324
    if not differ:
        return min(low, -tiny), max(high, tiny)
    return (max(low, tiny), high) if estimate > 0 else (low, min(high, -tiny))


def newcombe(area, positives, negatives):
    star = (positives + negatives) / 2 - 1
    return area * (1 - area) / positives / negatives * (
        1 + star * (1 - area) / (2 - area) + star * area / (1 + area))


def area_ratios(estimate, error, positives, negatives):
    """What is taken for DeLong's variance over Newcombe's, plainly and with care."""
    out_of_order = min(positives, negatives) * min(estimate, 1 - estimate)
    delong = error**2 / newcombe(estimate, positives, negatives)
    plain = np.average([delong, 1], weights=[out_of_order, 0.5])
    ordered = 1 - 2 * min(estimate, 1 - estimate)
    return plain, max(
        plain, np.average([delong, 1 + 1.5 * ordered**6], weights=[out_of_order, 1]))


def area_score(estimate, error, degrees, positives, negatives):
    """Where the estimate is t errors away, the error going with the area as in Newcombe 2006."""
    plain, careful = area_ratios(estimate, error, positives, negatives)
    t = stats.t.ppf(0.975, degrees)

    def beyond(area, ratio):
        return abs(estimate - area) - t * np.sqrt(ratio * newcombe(area, positives, negatives))

    ratios = (careful, plain) if estimate >= 0.5 else (plain, careful)
    return (optimize.brentq(beyond, 0, estimate, ratios[0], xtol=1e-14),
            optimize.brentq(beyond, estimate, 1, ratios[1], xtol=1e-14))


def area_failing(estimate, error, degrees, positives, negatives, best):
    """The end by which a gate fails, where both tails add up to 5 %."""
    plain, _ = area_ratios(estimate, error, positives, negatives)

    def spare(area):
        deviation = np.sqrt(plain * newcombe(area, positives, negatives))
        of_passing = 0.025 * max(0, 1 - (2.7 * deviation / (best - area)) ** 2)
        return stats.t.sf(abs(estimate - area) / deviation, degrees) + of_passing - 0.05

    return optimize.brentq(spare, estimate, abs(best - 1e-12), xtol=1e-14)


def design_effect(hits, trials, squares):
    """Factor, that with a least correlation, and degrees of freedom; hits are rarer than misses.

    Trials are weights, squares those of the weights; both are the number of trials that count alike.
    """
    units = len(hits)

    def robust(weights):
        rate = np.dot(weights, hits) / np.dot(weights, trials)
        squares = np.dot(weights, (hits - rate * trials) ** 2)
        return units / (units - 1) * squares / np.dot(weights, trials) / rate / (1 - rate)

    def influence(unit, step=1e-5):
        changed = step * (np.arange(units) == unit)
        return np.log(robust(1 + changed) / robust(1 - changed)) / 2 / step

    every = robust(np.ones(units))
    variance = sum(influence(unit) ** 2 for unit in range(units)) if every > 0 else 0
    degrees = max(1, 2 / max(2e-12, variance))

    sizes = np.log(trials)
    rate = hits.sum() / trials.sum()
    # One step for log rate = constant + power * size, where the constant is fitted too.
    design = np.column_stack([np.ones(units), sizes])
    weights = np.diag(rate * trials)
    information = design.T @ weights @ design
    slope_information = information[1, 1] - information[0, 1] ** 2 / information[0, 0]
    power = np.clip(sizes @ (hits - rate * trials) / (slope_information + 3 * max(1, every)),
                    -1.5, 1.5)
    rates = trials**power
    rates = np.minimum(0.95, rates * hits.sum() / np.sum(rates * trials))
    spread = rates * (1 - rates)
    excess = units / (units - 1) * np.sum((hits - rates * trials) ** 2 / trials)
    excess -= np.sum(spread * squares / trials)
    pairs = trials**2 - squares  # of different trials, each by the product of their weights
    alone = np.allclose(pairs, 0, atol=1e-9)
    correlation = 0 if alone else max(0, excess / np.sum(pairs / trials * spread))

    def modelled(correlation):
        # The covariance matrix of a unit's trials, summed.
        within = spread * (squares + pairs * correlation)
        return (sum(within) + np.sum((trials * (rates - rate)) ** 2)) / (
            trials.sum() * rate * (1 - rate))

    least = 0.1 * min(1, (hits.sum() / 10) ** -0.5)
    factor = max(1, every, modelled(correlation))
    return factor, max(factor, modelled(max(correlation, least))), degrees


def rarer_of(hits, trials):
    return hits if 2 * hits.sum() <= trials.sum() else trials - hits


def unlucky(factor, degrees, errors):
    """So many standard errors of its logarithm higher."""
    return np.exp(np.log(factor) + errors * (2 / degrees) ** 0.5)


def cluster_wilson(seed=11):
    rng = np.random.default_rng(seed)
    designs = [(100, 0.02, 0.7, 0), (30, 0.05, 1.5, 0.5), (400, 0.01, 0.7, -0.5), (60, 0.9, 0.7, 0),
               (20, 0.3, 0, 0), (2, 0.3, 0.5, 0)]
    cases = []
    for units, share, spread, power in designs:
        trials = rng.geometric(0.2, units)
        effect = spread * rng.normal(0, 1, units) + power * np.log(trials)
        rates = stats.norm.cdf(stats.norm.ppf(share) * np.sqrt(1 + spread**2) + effect)
        cases.append((rng.binomial(trials, rates), trials))
    cases.append((np.array([1, 0, 0, 1, 0, 1, 0, 0]), np.ones(8, dtype=int)))  # rows of their own
    cases.append((np.array([1, 1, 1, 1]), np.array([2, 2, 2, 2])))  # no spread at all
    cases.append((np.array([6, 0, 0, 0, 0, 0]), np.array([6, 5, 6, 5, 6, 5])))  # all of one unit
    for hits, trials in cases:
        for confidence in (0.9, 0.95):
            low, high = cluster_wilson_ends(hits, trials, confidence)
            gate = cluster_wilson_ends(hits, trials, confidence, gate=True)
            yield (" ".join(map(str, hits)), " ".join(map(str, trials)), confidence,
                   repr(low), repr(high), *map(repr, gate))


def cluster_wilson_ends(hits, trials, confidence, gate=False):
    return weighted_wilson_ends(hits, trials, trials, confidence, gate)


def effective(values, trials, squares):
    """All in a unit of weight by which the squares add up to what the weights do."""
    unit = squares.sum() / trials.sum()
    return values / unit, trials / unit, squares / unit**2


def weighted_wilson_ends(hits, trials, squares, confidence, gate=False):
    """Of a gate the end that is not careful takes what the other one leaves of both tails."""
    hits, trials, squares = effective(hits, trials, squares)
    hits_are_rarer = 2 * hits.sum() <= trials.sum()
    factor, doubted, degrees = design_effect(rarer_of(hits, trials), trials, squares)
    careful = unlucky(doubted, degrees, 1.5)
    t = stats.t.ppf((1 + confidence) / 2, degrees)
    nearer = failing_quantile(confidence, degrees, careful / factor) if gate else t
    sides = [(factor, nearer), (careful, t)][::1 if hits_are_rarer else -1]
    rate = hits.sum() / trials.sum()

    def beyond(truth, side):
        effect, quantile = side
        return abs(rate - truth) - quantile * np.sqrt(
            truth * (1 - truth) * effect / trials.sum())

    return (float(optimize.brentq(lambda p: beyond(p, sides[0]), 0, rate, xtol=1e-14)),
            float(optimize.brentq(lambda p: beyond(p, sides[1]), rate, 1, xtol=1e-14)))


def failing_quantile(confidence, degrees, care):
    """Student's, of what the passing end leaves of both tails."""
    errs = 1 - stats.t.cdf(stats.t.ppf((1 + confidence) / 2, degrees) * care**0.75, degrees)
    return max(0, stats.t.ppf(confidence + errs, degrees))


def pair_effect(nets, trials, squares):
    """Factor, that over units, and degrees of freedom of the effect of a paired difference."""
    units = len(nets)

    def robust(weights):
        difference = np.dot(weights, nets) / np.dot(weights, trials)
        squares = np.dot(weights, (nets - difference * trials) ** 2)
        changes = np.dot(weights, np.abs(nets))
        return units / (units - 1) * squares / (
            changes - np.dot(weights, trials) * difference**2)

    def influence(unit, step=1e-5):
        changed = step * (np.arange(units) == unit)
        return np.log(robust(1 + changed) / robust(1 - changed)) / 2 / step

    variance = sum(influence(unit) ** 2 for unit in range(units))
    shares = [(way.sum(), design_effect(rarer_of(way, trials), trials, squares)[1])
              for way in (np.maximum(nets, 0), np.maximum(-nets, 0)) if way.any()]
    modelled = np.average([effect for _, effect in shares], weights=[hits for hits, _ in shares])
    over_units = max(1, robust(np.ones(units)))
    return max(over_units, modelled), over_units, max(1, 2 / max(2e-12, variance))


def cluster_tango(seed=13):
    """Tango's ends where all counts are divided by the effect, at Student's quantile."""
    rng = np.random.default_rng(seed)
    cases = []
    for units, worse, better in [(60, 0.03, 0), (60, 0.05, 0.03), (30, 0.02, 0.08), (8, 0.1, 0.1)]:
        trials = rng.geometric(0.2, units)
        effect = 0.7 * rng.normal(0, 1, units)
        losses = rng.binomial(trials, stats.norm.cdf(stats.norm.ppf(worse) * 1.22 + effect))
        gains = rng.binomial(trials - losses, better)
        cases.append((gains - losses, trials))
    cases.append((np.array([1, 0, 0, -1, 0, 0, 1, 0]), np.ones(8, dtype=int)))
    cases.append((np.array([-6, 0, 0, 0, 0, 0]), np.array([6, 5, 6, 5, 6, 5])))
    for nets, trials in cases:
        for confidence in (0.9, 0.95):
            ends = [cluster_tango_ends(nets, trials, confidence, gate)
                    for gate in (None, "min", "max")]
            yield (" ".join(map(str, nets)), " ".join(map(str, trials)), confidence,
                   *(repr(end) for pair in ends for end in pair))


def cluster_tango_ends(nets, trials, confidence, gate=None):
    return weighted_tango_ends(nets, trials, trials, confidence, gate)


def weighted_tango_ends(nets, trials, squares, confidence, gate=None):
    """Of a gate with a min or a max one end is nearer, and flipped signs tell whether 0 is within."""
    raw = nets
    nets, trials, squares = effective(nets, trials, squares)
    factor, over_units, degrees = pair_effect(nets, trials, squares)
    careful = unlucky(factor, degrees, 0.5)
    gains, losses = nets[nets > 0].sum(), -nets[nets < 0].sum()

    def roots(effect, quantile):
        counts = (float(count) / effect for count in (gains, losses, trials.sum()))
        return roots_of_score(*counts, quantile)

    low, high = roots(careful, stats.t.ppf((1 + confidence) / 2, degrees))
    if gate is None:
        return low, high
    nearer = roots(over_units, failing_quantile(confidence, degrees, careful / over_units))
    low, high = (low, nearer[1]) if gate == "min" else (nearer[0], high)
    return beside_zero(low, high, flipped_signs(raw) <= (1 - confidence) / 2, raw.sum())


def mean_moments(sums, weights):
    """Mean, its variance and third central moment, and degrees of freedom of the variance."""
    units = len(sums)

    def variance(times):
        mean = np.dot(times, sums) / np.dot(times, weights)
        return np.dot(times, (sums - mean * weights) ** 2) / np.dot(times, weights) ** 2

    def influence(unit, step=1e-5):
        changed = step * (np.arange(units) == unit)
        return np.log(variance(1 + changed) / variance(1 - changed)) / 2 / step

    # All of them add up to what it is to draw every unit more often, which says nothing.
    influences = np.array([influence(unit) for unit in range(units)]) + 1 / units
    mean = sums.sum() / weights.sum()
    off = (sums - mean * weights) / weights.mean()
    return (mean, variance(np.ones(units)) * units / (units - 1),
            stats.moment(off, 3) / units**2, max(1, 2 / np.sum(influences**2)))


def of_one_size(sums, weights):
    """Share of sums that are not 0 if they were of one size, and this size."""
    size = (sums**2).mean() / np.abs(sums).mean() / weights.mean()
    return np.abs(sums).mean() / weights.mean() / size, size


def skewed(mean, variance, third, z):
    """Where a mean is z errors away, whose square goes with it as skewness says."""
    def beyond(other):
        growth = 1 + (other - mean) * third / variance**2
        return (mean - other) ** 2 - z * z * variance * growth

    far = 100 * (z + z * z) * (np.sqrt(variance) + abs(third) / variance)
    return (optimize.brentq(beyond, mean - far, mean, xtol=1e-15),
            optimize.brentq(beyond, mean, mean + far, xtol=1e-15))


def wider(one, other):
    return min(one[0], other[0]), max(one[1], other[1])


def mean_pairs_ends(nets, weights, confidence, gate=None):
    """Tango's ends for changes of one size; of a gate one end is nearer."""
    difference, found, third, degrees = mean_moments(nets, weights)
    changed, size = of_one_size(nets, weights)
    trials = (changed * size**2 - difference**2) / found

    def roots(effect, quantile):
        counts = (float(count * trials / effect) for count in (
            (changed + difference / size) / 2, (changed - difference / size) / 2, 1))
        return np.array(roots_of_score(*counts, quantile)) * size

    care = unlucky(1, degrees, 0.5)
    t = stats.t.ppf((1 + confidence) / 2, degrees)
    # Its growth, third over the square of the variance, stays what it is.
    low, high = wider(roots(care, t), skewed(difference, found * care, third * care**2, t))
    if gate is None:
        return low, high
    nearer = roots(1, failing_quantile(confidence, degrees, care))
    low, high = (low, nearer[1]) if gate == "min" else (nearer[0], high)
    return beside_zero(low, high, flipped_signs(nets) <= (1 - confidence) / 2, nets.sum())


def mean_ends(sums, weights, confidence, gate=None):
    """Wilson's ends for rows that are off by one size, from the best or the worst unit."""
    mean, found, third, degrees = mean_moments(sums, weights)
    origin = (sums / weights).min() if third >= 0 else (sums / weights).max()
    rate, size = of_one_size(sums - origin * weights, weights)
    trials = rate * (1 - rate) * size**2 / found

    def ends(effect, quantile):
        def off(other):
            return (rate - other) ** 2 - quantile**2 * other * (1 - other) * effect / trials

        found_rates = [optimize.brentq(off, 0, rate, xtol=1e-15),
                       optimize.brentq(off, rate, 1, xtol=1e-15)]
        of_rates = sorted(origin + np.sign(mean - origin) * size * np.array(found_rates))
        return wider(of_rates, skewed(mean, found * effect, third * effect**2, quantile))

    care = unlucky(1, degrees, 0.5)
    low, high = ends(care, stats.t.ppf((1 + confidence) / 2, degrees))
    if gate is None:
        return low, high
    nearer = ends(1, failing_quantile(confidence, degrees, care))
    return (low, nearer[1]) if gate == "min" else (nearer[0], high)


def means(seed=29):
    """Losses of rows and groups, and shares of which most are 1."""
    rng = np.random.default_rng(seed)
    for units, share, best, even in [(40, 0.5, 0, True), (80, 0.2, 1, True), (60, 0.9, 0, False)]:
        weights = np.ones(units) if even else np.round(rng.uniform(1, 9, units), 1)
        off = np.round(rng.lognormal(-1, 0.8, units), 2) * (rng.random(units) < share) * weights
        sums = np.round(best * weights - off if best else off, 3)
        for confidence in (0.9, 0.95):
            ends = [mean_ends(sums, weights, confidence, gate) for gate in (None, "min", "max")]
            yield (*(" ".join(map(repr, map(float, column))) for column in (sums, weights)),
                   confidence, *(repr(float(end)) for pair in ends for end in pair))


def mean_pairs(seed=23):
    rng = np.random.default_rng(seed)
    for units, share, worse, even in [(40, 0.5, 1, True), (120, 0.2, 0.7, False),
                                      (60, 0.9, 0.4, False)]:
        sizes = np.round(rng.lognormal(0, 0.8, units), 2) * (rng.random(units) < share)
        nets = np.where(rng.random(units) < worse, -1, 1) * sizes
        weights = np.ones(units) if even else np.round(rng.uniform(1, 9, units), 1)
        for confidence in (0.9, 0.95):
            ends = [mean_pairs_ends(nets, weights, confidence, gate)
                    for gate in (None, "min", "max")]
            yield (*(" ".join(map(repr, map(float, sums))) for sums in (nets, weights)),
                   confidence, *(repr(float(end)) for pair in ends for end in pair))


def flipped_signs(changes):
    """The one-sided mid-p-value: the distribution of what goes against the sum, in hundredths."""
    sizes = np.rint(np.abs(changes[changes != 0]) * 100).astype(int)
    share = np.ones(1)
    for size in sizes:
        moved = np.zeros(len(share) + size)
        moved[:len(share)] += share / 2
        moved[size:] += share / 2
        share = moved
    against = (sizes.sum() - abs(int(np.rint(changes.sum() * 100)))) // 2
    return share[:against].sum() + share[against] / 2


def sign_flips(seed=19):
    rng = np.random.default_rng(seed)
    cases = [[1], [-1, -1, -1, -1, -1, -1, 1], [3, 3, 3, 3, 3, 3], [0, 5, -2, 4, 0.5, 1.5, 2.25, -1]]
    cases += [np.where(rng.random(units) < against, -1, 1) * np.round(rng.lognormal(0, 1, units), 2)
              for units, against in [(12, 0.2), (70, 0.4), (300, 0.43)]]
    for changes in cases:
        yield " ".join(map(str, changes)), repr(float(flipped_signs(np.array(changes, float))))


def weighted(seed=17):
    """Rows that weigh more or less, in groups and on their own: sums of every group."""
    rng = np.random.default_rng(seed)
    for units, share, back, single in [(60, 0.05, 0, False), (40, 0.9, 0.02, False),
                                       (80, 0.06, 0.03, True)]:
        sizes = np.ones(units, dtype=int) if single else rng.geometric(0.3, units)
        group = np.repeat(np.arange(units), sizes)
        weight = np.round(rng.lognormal(0, 0.8, sizes.sum()), 2)
        effect = 0.7 * rng.normal(0, 1, units)[group]
        hit = effect + rng.normal(0, 1, len(group)) > stats.norm.ppf(1 - share) * 1.22
        other = rng.random(len(group)) < back
        yield [np.bincount(group, values) for values in (
            weight * hit, weight * (hit * 1 - other * ~hit), weight, weight**2)]


def weighted_ends():
    for hits, nets, trials, squares in weighted():
        for confidence in (0.9, 0.95):
            rate = weighted_wilson_ends(hits, trials, squares, confidence)
            ends = [weighted_tango_ends(nets, trials, squares, confidence, gate)
                    for gate in (None, "min", "max")]
            yield (*(" ".join(map(repr, map(float, sums)))
                     for sums in (hits, nets, trials, squares)),
                   confidence, *map(repr, rate), *(repr(end) for pair in ends for end in pair))


def tango_ends(only_first, only_second, trials, confidence, correction=0.0):
    z = stats.norm.ppf((1 + confidence) / 2)
    return roots_of_score(float(only_first), float(only_second), float(trials), z, correction)


def roots_of_score(only_first, only_second, trials, z, correction=0.0):
    estimate = (only_first - only_second) / trials

    def level(d, at, shift):
        return tango_score(d, only_first, only_second, trials, shift) - at

    return (float(optimize.brentq(level, -1 + 1e-9, estimate, (z, -correction), xtol=1e-13)),
            float(optimize.brentq(level, estimate, 1 - 1e-9, (-z, correction), xtol=1e-13)))


def bootstrap(group, label, first, second, replicates=20_000, seed=3):
    """SciPy's percentile ends over groups drawn with replacement, BCa but for plain differences.

    The level is that of Student's quantile times sqrt(n / (n - 1)).
    """
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(seed)
    groups = np.unique(group)
    members = [np.flatnonzero(group == g) for g in groups]
    right_first, right_second = (first > 0) == label, (second > 0) == label
    statistics = {
        "accuracy": lambda r: right_first[r].mean(),
        "flips": lambda r: (right_first[r] & ~right_second[r]).mean(),
        "accuracy difference": lambda r: right_first[r].mean() - right_second[r].mean(),
        "score": lambda r: second[r].astype(float).mean(),
        "auc": lambda r: roc_auc_score(label[r], first[r]),
        "auc difference": lambda r: (
            roc_auc_score(label[r], first[r]) - roc_auc_score(label[r], second[r])),
    }
    n = len(groups)
    z = np.sqrt(n / (n - 1)) * stats.t.ppf(0.975, n - 1)
    for name, statistic in statistics.items():
        result = stats.bootstrap(
            (np.arange(n),),
            lambda drawn: statistic(np.concatenate([members[int(g)] for g in drawn])),
            vectorized=False, n_resamples=replicates if "auc" not in name else 6_000,
            confidence_level=2 * stats.norm.cdf(z) - 1,
            method="percentile" if name == "accuracy difference" else "BCa", random_state=rng)
        yield name, repr(float(statistic(np.arange(len(label))))), repr(
            float(result.confidence_interval.low)), repr(float(result.confidence_interval.high))


def rankings(requests=40, candidates=25, seed=5):
    """Requests with one to three right candidates, scores without ties, and NDCG@10 of each."""
    from sklearn.metrics import ndcg_score

    rng = np.random.default_rng(seed)
    for _ in range(requests):
        score = rng.normal(0, 1, candidates).astype(np.float32)
        right = rng.choice(candidates, rng.integers(1, 4), replace=False)
        relevance = np.zeros(candidates)
        relevance[right] = 1
        ndcg = ndcg_score([relevance], [score.astype(float)], k=10)
        yield " ".join(map(str, right)), " ".join(repr(float(s)) for s in score), repr(float(ndcg))


def main():
    write("wilson.csv", ["successes", "trials", "confidence", "low", "high"], wilson())
    write("tango.csv", ["onlyFirst", "onlySecond", "trials", "confidence", "low", "high"], tango())
    write("tango-corrected.csv",
          ["onlyFirst", "onlySecond", "trials", "confidence", "low", "high"], tango(corrected=True))
    write("cluster-wilson.csv",
          ["hits", "trials", "confidence", "low", "high", "lowOfGate", "highOfGate"],
          cluster_wilson())
    write("cluster-tango.csv", ["nets", "trials", "confidence", *ENDS], cluster_tango())
    write("mean-tango.csv", ["nets", "weights", "confidence", *ENDS], mean_pairs())
    write("mean-wilson.csv", ["sums", "weights", "confidence", *ENDS], means())
    write("sign-flips.csv", ["changes", "pValue"], sign_flips())
    write("weighted-clusters.csv",
          ["hits", "nets", "trials", "squares", "confidence", "lowRate", "highRate", *ENDS],
          weighted_ends())
    group, label, first, second = paired_scores()
    write("paired-scores.csv", ["group", "label", "first", "second"],
          [(g, y, repr(float(a)), repr(float(b)))
           for g, y, a, b in zip(group, label, first, second)])
    write("delong.csv", ["area", "estimate", *ENDS],
          areas(label, first, second))
    write("cluster-areas.csv", ["units", "statistic", *ENDS], cluster_areas(group, label, first, second))
    write("bootstrap.csv", ["statistic", "estimate", "low", "high"],
          bootstrap(group, label, first, second))
    group, label, first, second = predicted_rows()
    write("predicted-rows.csv", ["group", "label", "first", "second"],
          [(g, y, repr(float(a)), repr(float(b)))
           for g, y, a, b in zip(group, label, first, second)])
    write("signed-gaps.csv", ["rows", "statistic", "units", "confidence", "low", "high"],
          signed_gaps(group, label, first, second))
    write("ndcg.csv", ["relevant", "scores", "ndcg@10"], rankings())


if __name__ == "__main__":
    main()
