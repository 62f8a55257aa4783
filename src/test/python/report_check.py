"""Computes the figures of a report.json anew, from the models and the data alone.

  report_check.py CASE REPORT DATA TEACHER INCOMING STUDENT

CASE is movietweetings or banking77. Prints a line a figure: every metric of every suite and slice,
what the pictures show, and the ends of every gate's interval. Ends with 1 if one differs by more than
1e-4, an end by more than 5e-3, or if the report lacks one.
"""

import json
import sys

import duckdb
import numpy as np
import torch

import report_intervals

TOLERANCE = 1e-4
TOLERANCE_OF_ENDS = 5e-3

SLICES = {
    ("movietweetings", "old-tasks"): {
        "long-time users": "s_longtime_user",
        "head items": "s_head_item",
        "tail items": "s_tail_item",
    },
    ("movietweetings", "new-tasks"): {"new items": "s_new_item"},
    ("banking77", "old-tasks"): {"short questions": "s_short"},
}


def column(file, name):
    return duckdb.sql(f"SELECT {name} FROM '{file}'").fetchnumpy()[name]


def stacked(file, name):
    return np.stack([np.asarray(row) for row in column(file, name)])


def answers(model, *inputs):
    rows = []
    with torch.no_grad():
        for chunk in zip(*(torch.split(torch.as_tensor(i), 50_000) for i in inputs)):
            rows.append(model(*chunk)[0])
    return torch.cat(rows).numpy()


def auc(label, score):
    """By counting pairs through mid-ranks."""
    values, inverse, count = np.unique(score, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    rank = (last - (count - 1) / 2)[inverse]
    positive = label == 1
    n, m = positive.sum(), (~positive).sum()
    return (rank[positive].sum() - n * (n + 1) / 2) / (n * m)


def labelled(models, file, decide, inputs, users, slices):
    """Figures of a suite by metric and role, and the same by slice; and the rows they rest on."""
    label = column(file, "label").astype(int)
    logits = {role: answers(model, *inputs) for role, model in models.items()}
    decided = {role: decide(z) for role, z in logits.items()}
    right = {role: decision == label for role, decision in decided.items()}
    sure = {role: confidence(z) for role, z in logits.items()}
    wide = {role: probabilities(z) for role, z in logits.items()}
    figures = {}
    for name, rows in [(None, np.ones(len(label), bool)), *slices.items()]:
        for role in models:
            for metric, value in quality(
                    label[rows], wide[role][rows], right[role][rows], sure[role][rows],
                    None if users is None else users[rows]).items():
                figures[metric, name, role] = value
            if role != "teacher":
                for metric, value in against(
                        right["teacher"][rows], right[role][rows],
                        decided["teacher"][rows], decided[role][rows]).items():
                    figures[metric, name, role] = value
    drawn_figures = {}
    for role in ("incoming", "student"):
        drawn_figures.update(table(right, role))
    for role in logits:
        drawn_figures.update(reliability(role, sure[role], right[role]))
    flips = np.flatnonzero(right["teacher"] & ~right["student"])
    worst = flips[np.argsort(-sure["student"][flips], kind="stable")][:20]
    for place, row in enumerate(worst):
        drawn_figures[f"worst flip {place} probability", "student"] = sure["student"][row]
        drawn_figures[f"worst flip {place} probability", "teacher"] = sure["teacher"][row]
    figures.update({(name, None, role): value for (name, role), value in drawn_figures.items()})
    by_row = {("accuracy", role): hit.astype(float) for role, hit in right.items()}
    by_row |= {("negative-flip-rate", role): (right["teacher"] & ~hit).astype(float)
               for role, hit in right.items()}
    scores = {role: z.reshape(-1) for role, z in logits.items()} if users is not None else {}
    return figures, report_intervals.Rows(by_row, scores, label, users, slices)


def probabilities(logits):
    """Of every class, one column each."""
    z = torch.as_tensor(logits.astype(np.float64))
    if z.ndim == 1 or z.shape[1] == 1:
        one = torch.sigmoid(z.reshape(-1, 1))
        return torch.cat([1 - one, one], 1).numpy()
    return torch.softmax(z, 1).numpy()


def quality(label, wide, right, sure, users):
    """What one model is worth, by its metrics' names."""
    rows = np.arange(len(label))
    known = label < wide.shape[1]
    own = np.where(known, wide[rows, np.minimum(label, wide.shape[1] - 1)], 0)
    binary = wide.shape[1] == 2
    figures = {
        "accuracy": right.mean(),
        "log-loss": -np.log(np.maximum(own, 1e-15)).mean(),
        "brier-score": ((wide[:, 1] - label) ** 2).mean() if binary
        else ((wide**2).sum(1) - 2 * own + 1).mean(),
    }
    if len(np.unique(sure)) == len(sure):
        order = np.argsort(sure, kind="stable")
        parts = [order[len(order) * b // 15: len(order) * (b + 1) // 15] for b in range(15)]
        figures["expected-calibration-error"] = sum(
            len(part) * abs(sure[part].mean() - right[part].mean()) for part in parts) / len(sure)
    if binary:
        figures["auc"] = auc(label, wide[:, 1])
        figures["predicted-to-observed-ratio"] = wide[:, 1].mean() / label.mean()
    if binary and users is not None:
        areas = [(auc(label[own], wide[own, 1]), len(own))
                 for own in report_intervals.members(users) if 0 < label[own].mean() < 1]
        figures["grouped-auc"] = np.average([a for a, _ in areas], weights=[n for _, n in areas])
    return figures


def against(teacher, model, teacher_says, model_says):
    """What one model is beside the teacher."""
    return {
        "negative-flip-rate": (teacher & ~model).mean(),
        "positive-flip-rate": (~teacher & model).mean(),
        "churn": (teacher_says != model_says).mean(),
        "backward-trust-compatibility": model[teacher].mean(),
        "backward-error-compatibility": (~teacher)[~model].mean(),
    }


def confidence(logits):
    """The probability of each decision, in the model's own eyes."""
    z = torch.as_tensor(logits.astype(np.float64))
    if z.ndim == 1 or z.shape[1] == 1:
        return torch.sigmoid(z.reshape(-1).abs()).numpy()
    return torch.softmax(z, 1).max(1).values.numpy()


def table(right, role):
    teacher, model = right["teacher"], right[role]
    return {
        ("flips bothRight", role): (teacher & model).sum(),
        ("flips onlyTeacher", role): (teacher & ~model).sum(),
        ("flips onlyModel", role): (~teacher & model).sum(),
        ("flips neither", role): (~teacher & ~model).sum(),
    }


def reliability(role, sure, right, bins=15):
    order = np.argsort(sure, kind="stable")
    figures = {}
    for b in range(bins):
        rows = order[len(order) * b // bins : len(order) * (b + 1) // bins]
        figures[f"bin {b} confidence", role] = sure[rows].mean()
        figures[f"bin {b} samples", role] = len(rows)
        # Samples of equal probability may fall on either side of a bin's border.
        if len(np.unique(sure)) == len(sure):
            figures[f"bin {b} right", role] = right[rows].mean()
    return figures


def drawn(suite):
    """What the pictures of a suite show, by the names used here."""
    figures = {}
    for flips in suite["flips"]:
        if flips["slice"] is None:
            for cell in ("bothRight", "onlyTeacher", "onlyModel", "neither"):
                figures[f"flips {cell}", flips["model"]] = flips[cell]
    for curve in suite["calibration"]:
        for b, one in enumerate(curve["bins"]):
            for name in ("confidence", "right", "samples"):
                figures[f"bin {b} {name}", curve["model"]] = one[name]
    for place, flip in enumerate(suite["worstFlips"]):
        for role in ("teacher", "student"):
            figures[f"worst flip {place} probability", role] = flip[role].get("probability")
    return figures


def ranking(models, file, k=10):
    hist, dense = stacked(file, "hist"), stacked(file, "dense").astype(np.float32)
    items, relevant = stacked(file, "candidates"), column(file, "pos_index")
    n, width = items.shape
    rank = {}
    for role, model in models.items():
        z = answers(
            model,
            np.repeat(hist, width, 0).astype(np.int64),
            items.reshape(-1).astype(np.int64),
            np.repeat(dense, width, 0),
        ).reshape(n, width)
        own = z[np.arange(n), relevant]
        rank[role] = (z >= own[:, None]).sum(1) - 1  # ties count against the model
    hit = {role: r < k for role, r in rank.items()}
    gain = {role: hit[role] / np.log2(r + 2) for role, r in rank.items()}
    figures = {}
    for role, r in rank.items():
        figures["ndcg@10", None, role] = gain[role].mean()
        figures["hit-rate@10", None, role] = figures["recall@10", None, role] = hit[role].mean()
        figures["mrr", None, role] = (1 / (r + 1)).mean()
    for role in ("incoming", "student"):
        figures["hit-flip-rate@10", None, role] = (hit["teacher"] & ~hit[role]).mean()
        figures.update({(name, None, r): v for (name, r), v in table(hit, role).items()})
    by_row = {("ndcg@10", role): value for role, value in gain.items()}
    by_row |= {("hit-flip-rate@10", role): (hit["teacher"] & ~h).astype(float)
               for role, h in hit.items()}
    return figures, report_intervals.Rows(by_row, {}, None, column(file, "user_id"), {})


def slices(case, suite, file):
    return {name: column(file, flag) == 1 for name, flag in SLICES.get((case, suite), {}).items()}


def movietweetings(models, data):
    suites = {}
    for suite, name in (("old-tasks", "holdout_old"), ("new-tasks", "holdout_new")):
        file = f"{data}/{name}.parquet"
        inputs = (
            stacked(file, "hist").astype(np.int64),
            column(file, "item_id").astype(np.int64),
            stacked(file, "dense").astype(np.float32),
        )
        suites[suite] = labelled(
            models, file, lambda z: (z.reshape(-1) > 0).astype(int), inputs,
            column(file, "user_id"), slices("movietweetings", suite, file))
    suites["old-ranking"] = ranking(models, f"{data}/rank_old.parquet")
    return suites


def banking77(models, data):
    suites = {}
    for suite, name in (("old-tasks", "holdout_old"), ("new-tasks", "holdout_new")):
        file = f"{data}/{name}.parquet"
        inputs = (stacked(file, "ids").astype(np.int64),)
        suites[suite] = labelled(
            models, file, lambda z: z.argmax(1), inputs, None, slices("banking77", suite, file))
    return suites


def main(case, report, data, *files):
    models = {
        role: torch.jit.load(file).eval()
        for role, file in zip(("teacher", "incoming", "student"), files)
    }
    with open(report) as opened:
        suites = json.load(opened)["suites"]
    reported = {
        (suite["suite"], metric["metric"], metric["slice"], role): value
        for suite in suites
        for metric in suite["metrics"]
        for role, value in metric.items()
        if role in models
    }
    for suite in suites:
        for (name, role), value in drawn(suite).items():
            reported[suite["suite"], name, None, role] = value
    differs = 0
    for suite, (figures, rows) in {"movietweetings": movietweetings, "banking77": banking77}[case](
        models, data
    ).items():
        for key, expected in figures.items():
            found = reported.get((suite, *key))
            differs += not told(f"{suite} {' '.join(map(str, key))}", found, expected, TOLERANCE)
        for gate in next(one for one in suites if one["suite"] == suite)["gates"]:
            if "low" in gate:
                name = f"{suite} {gate['metric']} {gate['slice']} {gate['method']}"
                low, high = report_intervals.ends(gate, rows)
                differs += not told(f"{name} low", gate["low"], low, TOLERANCE_OF_ENDS)
                differs += not told(f"{name} high", gate["high"], high, TOLERANCE_OF_ENDS)
    return 1 if differs else 0


def told(name, found, expected, tolerance):
    found = float("nan") if found is None else found
    undefined = np.isnan(found) and np.isnan(expected)
    same = undefined or abs(found - expected) <= tolerance
    print(f"{name} {found:.6f} {expected:.6f}{'' if same else ' DIFFERS'}")
    return same


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
