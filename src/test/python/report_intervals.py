"""Ends of the gates' intervals, computed anew for report_check.py: groups are drawn by NumPy with
replacement, areas are computed anew in every resample, accelerations come from leaving one group out.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

import stats_oracle

RESAMPLES = 2_000

RATES = {
    "wilson": lambda *counts: binomial(*counts, "wilson"),
    "clopper-pearson": lambda *counts: binomial(*counts, "exact"),
    "exact-for-max": lambda *counts: (
        stats_oracle.least_not_refused(*counts, 0.95), binomial(*counts, "exact")[1]),
    "exact-for-min": lambda successes, trials: (
        binomial(successes, trials, "exact")[0],
        1 - stats_oracle.least_not_refused(trials - successes, trials, 0.95)),
}


@dataclass
class Rows:
    """What the gates of a suite rest on: numbers by (metric, role) and row, and scores by role."""

    by_row: dict
    scores: dict
    label: object
    users: object
    slices: dict


def members(users):
    order = np.argsort(users, kind="stable")
    _, first = np.unique(users[order], return_index=True)
    return np.split(order, first[1:])


def ends(gate, rows):
    """Low and high end of one gate's interval."""
    some = rows.slices[gate["slice"]] if gate["slice"] else np.ones(size(rows), bool)
    role, other = gate["candidate"], gate.get("reference")
    if gate["metric"] == "auc":
        if gate["method"].startswith("cluster-delong"):
            return few_out_of_order(gate, rows, some, role, other)
        return area(rows, some, role, other)
    first = rows.by_row[gate["metric"], role][some]
    if other:
        return difference(gate, first, rows.by_row[gate["metric"], other][some], rows, some)
    if gate["method"] in RATES:
        return RATES[gate["method"]](int(first.sum()), len(first))
    hits, trials = sums(rows, some, first)
    if gate["method"].startswith("cluster-wilson"):
        # The careful end is that away from none, so only one gate has the other one nearer.
        of_gate = gate["method"] != "cluster-wilson"
        return closed(stats_oracle.cluster_wilson_ends, hits, trials, gate=of_gate)
    return bootstrap(hits, trials, moved=True)


def binomial(successes, trials, method):
    ends = stats.binomtest(successes, trials).proportion_ci(0.95, method=method)
    return ends.low, ends.high


def size(rows):
    return len(next(iter(rows.by_row.values())))


def sums(rows, some, values):
    """Sums of values, and rows, by group."""
    groups = members(rows.users[some])
    return (np.array([values[own].sum() for own in groups]),
            np.array([len(own) for own in groups], float))


def closed(formula, *counts, **options):
    return formula(*(np.rint(count).astype(int) for count in counts), 0.95, **options)


def difference(gate, first, second, rows, some):
    if gate["method"] in ("tango", "tango-corrected"):
        counts = int((first > second).sum()), int((second > first).sum()), len(first)
        if gate["method"] == "tango":
            return stats_oracle.tango_ends(*counts, 0.95)
        corrected = stats_oracle.tango_ends(*counts, 0.95, stats_oracle.continuity(*counts))
        return stats_oracle.one_way(*corrected, *counts, 0.95)
    nets, trials = sums(rows, some, first - second)
    if gate["method"].startswith("cluster-tango"):
        return closed(stats_oracle.cluster_tango_ends, nets, trials, gate=passing_by(gate))
    if "mean-tango" in gate["method"]:
        return stats_oracle.mean_pairs_ends(nets, trials, 0.95, passing_by(gate))
    return bootstrap(nets, trials, moved=False)


def passing_by(gate):
    """What the gate's method says it is for: a min, a max, or nothing."""
    _, named, limit = gate["method"].rpartition("-for-")
    return limit if named else None


def quantile(units):
    return np.sqrt(units / (units - 1)) * stats.t.ppf(0.975, units - 1)


def bootstrap(numerators, denominators, moved):
    units = len(numerators)
    rng = np.random.default_rng(1)
    drawn = rng.multinomial(units, np.full(units, 1 / units), RESAMPLES)
    replicates = (drawn @ numerators) / (drawn @ denominators)
    z = quantile(units) * np.array([-1, 1])
    if moved:
        estimate = numerators.sum() / denominators.sum()
        below = (replicates < estimate).mean() + (replicates == estimate).mean() / 2
        bias = stats.norm.ppf(below)
        left = (numerators.sum() - numerators) / (denominators.sum() - denominators)
        off = left.mean() - left
        acceleration = (off**3).sum() / 6 / (off**2).sum() ** 1.5
        z = bias + (bias + z) / (1 - acceleration * (bias + z))
    return tuple(np.quantile(replicates, stats.norm.cdf(z)))


def area(rows, some, role, other):
    """Of a difference of areas: both are computed anew in every resample."""
    groups = members(rows.users[some])
    unit = np.empty(some.sum(), int)
    for number, own in enumerate(groups):
        unit[own] = number
    label = rows.label[some]
    both = [Ranked(rows.scores[name][some], label) for name in (role, other)]
    rng = np.random.default_rng(1)
    replicates = []
    for _ in range(RESAMPLES):
        weights = np.bincount(rng.integers(0, len(groups), len(groups)), minlength=len(groups))[unit]
        replicates.append(both[0].area(weights) - both[1].area(weights))
    z = quantile(len(groups)) * np.array([-1, 1])
    return tuple(np.quantile(replicates, stats.norm.cdf(z)))


def few_out_of_order(gate, rows, some, role, other):
    """By how an area, or a difference of two, goes with the weight of every group."""
    label = (rows.label[some] == 1).astype(int)
    scores = [rows.scores[name][some] for name in (role, other) if name]
    ends = stats_oracle.cluster_areas_ends if other else stats_oracle.cluster_area_ends
    return ends(rows.users[some], label, *scores, passing_by(gate))


class Ranked:
    """Rows in the order of their scores; ties are rare enough to be left alone."""

    def __init__(self, scores, label):
        self.order = np.argsort(scores, kind="stable")
        self.positive = label[self.order] == 1

    def area(self, weights):
        ordered = weights[self.order]
        below = np.cumsum(np.where(self.positive, 0, ordered))
        positives = np.where(self.positive, ordered, 0)
        return (positives @ below) / positives.sum() / below[-1]


def root(function, low, high):
    return float(optimize.brentq(function, low, high, xtol=1e-13))
