"""Computes the figures of a report.json anew, from the models and the data alone.

  report_check.py CASE REPORT DATA TEACHER INCOMING STUDENT

CASE is movietweetings or banking77. Prints a line a figure; ends with 1 if one differs by more than
1e-4, or if the report lacks one.
"""

import json
import sys

import duckdb
import numpy as np
import torch

TOLERANCE = 1e-4


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


def labelled(models, file, decide, inputs, ranked):
    label = column(file, "label")
    logits = {role: answers(model, *inputs) for role, model in models.items()}
    decided = {role: decide(z) for role, z in logits.items()}
    right = {role: decision == label for role, decision in decided.items()}
    sure = {role: confidence(z) for role, z in logits.items()}
    figures = {("accuracy", role): hit.mean() for role, hit in right.items()}
    for role in ("incoming", "student"):
        figures["negative-flip-rate", role] = (right["teacher"] & ~right[role]).mean()
        figures.update(table(right, role))
    if ranked:
        for role, z in logits.items():
            figures["auc", role] = auc(label, z.reshape(-1))
    for role in logits:
        figures.update(reliability(role, sure[role], right[role]))
    flips = np.flatnonzero(right["teacher"] & ~right["student"])
    worst = flips[np.argsort(-sure["student"][flips], kind="stable")][:20]
    for place, row in enumerate(worst):
        figures[f"worst flip {place} probability", "student"] = sure["student"][row]
        figures[f"worst flip {place} probability", "teacher"] = sure["teacher"][row]
    return figures


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
    figures = {
        ("ndcg@10", role): (hit[role] / np.log2(r + 2)).mean() for role, r in rank.items()
    }
    for role in ("incoming", "student"):
        figures["hit-flip-rate@10", role] = (hit["teacher"] & ~hit[role]).mean()
        figures.update(table(hit, role))
    return figures


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
            models, file, lambda z: (z.reshape(-1) > 0).astype(int), inputs, True
        )
    suites["old-ranking"] = ranking(models, f"{data}/rank_old.parquet")
    return suites


def banking77(models, data):
    suites = {}
    for suite, name in (("old-tasks", "holdout_old"), ("new-tasks", "holdout_new")):
        file = f"{data}/{name}.parquet"
        inputs = (stacked(file, "ids").astype(np.int64),)
        suites[suite] = labelled(models, file, lambda z: z.argmax(1), inputs, False)
    return suites


def main(case, report, data, *files):
    models = {
        role: torch.jit.load(file).eval()
        for role, file in zip(("teacher", "incoming", "student"), files)
    }
    with open(report) as opened:
        suites = json.load(opened)["suites"]
    reported = {
        (suite["suite"], metric["metric"], role): value
        for suite in suites
        for metric in suite["metrics"]
        if metric["slice"] is None
        for role, value in metric.items()
        if role in models
    }
    for suite in suites:
        for (name, role), value in drawn(suite).items():
            reported[suite["suite"], name, role] = value
    differs = 0
    for suite, figures in {"movietweetings": movietweetings, "banking77": banking77}[case](
        models, data
    ).items():
        for (metric, role), expected in figures.items():
            found = reported.get((suite, metric, role), float("nan"))
            same = abs(found - expected) <= TOLERANCE
            differs += not same
            print(f"{suite} {metric} {role} {found:.6f} {expected:.6f}{'' if same else ' DIFFERS'}")
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
