"""Writes the rows and the figures that the tests of dev.bckd.evaluation expect of every metric.

Run from the root of the repository; needs numpy and scikit-learn:
    python src/test/python/metrics_oracle.py
Log-loss, Brier score and AUC are scikit-learn's; the rest is counted in the plainest way.
"""

import csv
import pathlib

import numpy as np
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss, roc_auc_score

OUT = pathlib.Path("src/test/resources/dev/bckd/evaluation")
BINS = 15


def write(name, header, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def calibration_error(confidence, right, weight):
    """Edges are order statistics; a row is in the first bin whose edge it does not exceed."""
    n = len(confidence)
    ordered = np.sort(confidence)
    edges = ordered[[n * (b + 1) // BINS - 1 for b in range(BINS - 1)]]
    bins = (confidence[:, None] > edges).sum(1)
    gap = sum(abs((weight * (confidence - right))[bins == b].sum()) for b in range(BINS))
    return gap / weight.sum()


def grouped_auc(label, score, group, weight):
    area = total = 0.0
    for g in np.unique(group):
        rows = group == g
        if len(np.unique(label[rows])) == 2:
            own = weight[rows].sum()
            area += own * roc_auc_score(label[rows], score[rows], sample_weight=weight[rows])
            total += own
    return area / total


def against_teacher(teacher, model, label, decisions, weight):
    share = lambda hit, among=np.ones(len(label), bool): weight[hit & among].sum() / weight[among].sum()
    yield "negative-flip-rate", share(teacher & ~model)
    yield "positive-flip-rate", share(~teacher & model)
    yield "churn", share(decisions[0] != decisions[1])
    yield "backward-trust-compatibility", share(model, teacher)
    yield "backward-error-compatibility", share(~teacher, ~model)


def binary(rng, n=500):
    label = rng.integers(0, 2, n)
    group = rng.integers(0, 60, n)
    weight = np.round(rng.exponential(1, n), 2).astype(np.float32)
    teacher = np.round(label * 1.5 - 0.7 + rng.normal(0, 1.3, n), 1).astype(np.float32)
    student = (label * 1.2 - 0.4 + 0.3 * teacher + rng.normal(0, 1, n)).astype(np.float32)
    write("binary-rows.csv", ["label", "group", "weight", "teacher", "student"],
          zip(label, group, weight, teacher, student))
    for case, w in (("binary", np.ones(n)), ("weighted", weight.astype(float))):
        right = [(z > 0) == label for z in (teacher, student)]
        for role, z, hit in (("teacher", teacher, right[0]), ("student", student, right[1])):
            p = 1 / (1 + np.exp(-z.astype(float)))
            yield case, "accuracy", role, accuracy_score(label, z > 0, sample_weight=w)
            yield case, "log-loss", role, log_loss(label, p, sample_weight=w)
            yield case, "brier-score", role, brier_score_loss(label, p, sample_weight=w)
            yield case, "auc", role, roc_auc_score(label, z, sample_weight=w)
            yield case, "grouped-auc", role, grouped_auc(label, z, group, w)
            yield case, "predicted-to-observed-ratio", role, (w * p).sum() / (w * label).sum()
            confidence = np.maximum(p, 1 - p).astype(np.float32)
            yield case, "expected-calibration-error", role, calibration_error(confidence, hit, w)
        for metric, value in against_teacher(*right, label, (teacher > 0, student > 0), w):
            yield case, metric, "student", value


def multiclass(rng, n=400):
    label = rng.integers(0, 4, n)
    teacher = rng.normal(0, 1, (n, 3)).astype(np.float32)
    known = label < 3
    teacher[known, label[known]] += 1.5
    student = rng.normal(0, 1, (n, 4)).astype(np.float32)
    student[np.arange(n), label] += 1.7
    write("multiclass-rows.csv",
          ["label"] + [f"teacher{k}" for k in range(3)] + [f"student{k}" for k in range(4)],
          np.column_stack([label.astype(object), teacher.astype(object), student.astype(object)]))
    one = np.ones(n)
    right = [z.argmax(1) == label for z in (teacher, student)]
    for role, z, hit in (("teacher", teacher, right[0]), ("student", student, right[1])):
        p = np.exp(z.astype(float))
        p /= p.sum(1, keepdims=True)
        all_classes = np.zeros((n, 4))
        all_classes[:, : p.shape[1]] = p
        yield "multiclass", "accuracy", role, hit.mean()
        given = all_classes[np.arange(n), label]
        yield "multiclass", "log-loss", role, -np.log(np.clip(given, 1e-15, None)).mean()
        if role == "student":
            assert abs(log_loss(label, all_classes) + np.log(given).mean()) < 1e-9
        yield "multiclass", "brier-score", role, ((all_classes - np.eye(4)[label]) ** 2).sum(1).mean()
        confidence = p.max(1).astype(np.float32)
        yield "multiclass", "expected-calibration-error", role, calibration_error(confidence, hit, one)
    for metric, value in against_teacher(*right, label, (teacher.argmax(1), student.argmax(1)), one):
        yield "multiclass", metric, "student", value


def overlap(one, other, k, persistence=0.9):
    """Rank-biased overlap cut off at k, by sets."""
    weights = [persistence ** d for d in range(k)]
    agreement = [len(set(one[: d + 1]) & set(other[: d + 1])) / (d + 1) for d in range(k)]
    return np.dot(weights, agreement) / sum(weights)


def overlaps(rng, k=10):
    for _ in range(12):
        teacher = rng.normal(0, 1, 30).astype(np.float32)
        model = (teacher + rng.normal(0, rng.choice([0.1, 0.5, 2]), 30)).astype(np.float32)
        lists = [np.argsort(-z)[:k] for z in (teacher, model)]
        yield (" ".join(map(str, teacher)), " ".join(map(str, model)), overlap(*lists, k))


def cross(rng, queries=40, index=200, width=8, k=10):
    """Cosine search by brute force: recall and NDCG of noisy queries on a fixed index."""
    rows = rng.normal(0, 1, (index, width)).astype(np.float32)
    right = [np.sort(rng.choice(index, rng.integers(1, 4), replace=False)) for _ in range(queries)]
    asked = np.stack([rows[r].mean(0) for r in right]) + rng.normal(0, 0.4, (queries, width))
    asked = asked.astype(np.float32)
    unit = lambda m: m / np.linalg.norm(m, axis=1, keepdims=True)
    order = np.argsort(-(unit(asked) @ unit(rows).T), axis=1)[:, :k]
    recall, gain = [], []
    for found, wanted in zip(order, right):
        hit = np.isin(found, wanted)
        recall.append(hit.sum() / len(wanted))
        best = sum(1 / np.log2(i + 2) for i in range(min(k, len(wanted))))
        gain.append(sum(h / np.log2(i + 2) for i, h in enumerate(hit)) / best)
    write("index.csv", [f"x{i}" for i in range(width)], rows)
    write("queries.csv", ["relevant"] + [f"x{i}" for i in range(width)],
          [[" ".join(map(str, r)), *q] for r, q in zip(right, asked)])
    yield "retrieval", "cross-recall@10", "teacher", np.mean(recall)
    yield "retrieval", "cross-ndcg@10", "teacher", np.mean(gain)


def main():
    rng = np.random.default_rng(11)
    figures = [*binary(rng), *multiclass(rng), *cross(rng)]
    write("metrics.csv", ["case", "metric", "role", "value"],
          [(*head, repr(float(value))) for *head, value in figures])
    write("rbo.csv", ["teacher", "model", "rbo"],
          [(one, other, repr(float(value))) for one, other, value in overlaps(rng)])


if __name__ == "__main__":
    main()
