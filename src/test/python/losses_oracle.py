"""Figures for LossOracleTest: every loss, target and filter on a few rows, its value and its gradient
in what the student answers, from torch.nn.functional, torch.distributions and autograd in float64.

Run: python src/test/python/losses_oracle.py > \
    src/test/resources/dev/bckd/distillation/djl/losses.json
"""

import json

import torch
import torch.nn.functional as F
from torch.distributions import Bernoulli, Categorical, kl_divergence

torch.manual_seed(11)
ROWS, OLD_CLASSES, CLASSES, WIDTH = 12, 3, 5, 4
LISTS, LENGTH = 2, 4


def randn(*shape):
    """Numbers that float32 holds exactly."""
    return torch.randn(*shape).float().double()


def rows(classes, shared):
    """`width` logits a row: one for a binary task."""
    labels = torch.randint(0, max(2, classes), (ROWS,))
    labels[torch.tensor([2, 7])] = -1
    known = torch.arange(ROWS) % 4 != 1
    return {
        "labels": labels,
        "weights": (torch.rand(ROWS) + 0.5).float().double() * (torch.arange(ROWS) != 4),
        "old": torch.arange(ROWS) % 3 != 0,
        "asked": known & (labels < max(2, shared)),
        "teacher": 2 * randn(ROWS, shared),
        "incoming": 2 * randn(ROWS, classes),
        "versions": [2 * randn(ROWS, shared), 2 * randn(ROWS, shared)],
        "stored": 2 * randn(ROWS, shared),
        "has": torch.arange(ROWS) % 2 == 0,
        "average": 2 * randn(ROWS, classes),
        "student": 2 * randn(ROWS, classes),
        "teacherEmbedding": randn(ROWS, WIDTH),
        "embedding": randn(ROWS, WIDTH),
        "classifier": randn(shared, WIDTH),
        "bias": randn(shared),
    }


DATA = {"binary": rows(1, 1), "multiclass": rows(CLASSES, OLD_CLASSES)}


def mean(values, weights):
    return (values * weights).sum() / weights.sum()


def two(z):
    """The logits 0 and z of a binary model's one logit."""
    return z if z.shape[1] > 1 else torch.cat([torch.zeros_like(z), z], 1)


class Rows:
    """The rows of a task, the student's logits among them, as the formulas below read them."""

    def __init__(self, data, student):
        self.__dict__.update(data)
        self.z = two(student)
        self.t = two(self.teacher)
        self.i = two(self.incoming)
        self.labelled = self.labels >= 0
        self.shared = self.t.shape[1]
        self.right = self.asked & self.labelled & (self.t.argmax(1) == self.labels)
        self.wrong = self.labelled & (self.z.argmax(1) != self.labels)

    def likelihood(self, logits):
        p = logits.softmax(1)
        return torch.tensor(
            [p[r, y].item() if 0 <= y < p.shape[1] else 0.0 for r, y in enumerate(self.labels)]
        ).double()


def label_log(r):
    return F.cross_entropy(r.z, r.labels.clamp(min=0), reduction="none")


def on_labels(each):
    return lambda r: mean(each(r), r.weights * r.labelled)


def smoothed(r):
    return F.cross_entropy(r.z, r.labels.clamp(min=0), reduction="none", label_smoothing=0.1)


def every(r):
    return torch.ones(ROWS)


def of_teacher(each, mask=every, rows=every):
    """The mean of a formula over (student's shared logits, teacher's logits)."""
    return lambda r: mean(
        each(r.z[:, : r.shared], r.t) * mask(r).double(), r.weights * r.asked * rows(r)
    )


def to(target, each):
    """The mean of a formula over (student's logits, the target's) with the target's own rows."""

    def value(r):
        logits, has = target(r)
        return mean(each(r.z[:, : logits.shape[1]], logits), r.weights * has)

    return value


def kl(temperature):
    def each(z, t):
        p = F.log_softmax(t / temperature, 1)
        q = F.log_softmax(z / temperature, 1)
        return temperature**2 * F.kl_div(q, p, log_target=True, reduction="none").sum(1)

    return each


def reverse(temperature):
    def each(z, t):
        divergence = kl_divergence(
            Categorical(logits=z / temperature), Categorical(logits=t / temperature)
        )
        return temperature**2 * divergence

    return each


def jensen_shannon(beta):
    def each(z, t):
        p, q = t.softmax(1), z.softmax(1)
        m = Categorical(probs=beta * p + (1 - beta) * q)
        return beta * kl_divergence(Categorical(probs=p), m) + (1 - beta) * kl_divergence(
            Categorical(probs=q), m
        )

    return each


def centred_error(z, t):
    a = z - z.mean(1, keepdim=True)
    b = t - t.mean(1, keepdim=True)
    return F.mse_loss(a, b, reduction="none").mean(1)


def inhibition(margin, power):
    return lambda z, t: (F.relu((z - t).abs() - margin) ** power).mean(1)


def bernoulli(z, t):
    return kl_divergence(Bernoulli(logits=t), Bernoulli(logits=z)).sum(1)


def scores(z, t):
    return F.mse_loss(z.softmax(1), t.softmax(1), reduction="none").mean(1)


def correlation(inter, intra, temperature, factor=lambda r: torch.ones(ROWS)):
    def value(r):
        w = r.weights * r.asked * factor(r)
        used = [i for i in range(ROWS) if w[i] > 0]
        p = (r.t / temperature).softmax(1)
        q = (r.z[:, : r.shared] / temperature).softmax(1)
        total = 0
        if r.shared > 2:
            each = torch.stack([torch.corrcoef(torch.stack([p[i], q[i]]))[0, 1] for i in used])
            total = inter * (1 - mean(each, w[used]))
        columns = torch.stack(
            [
                torch.cov(torch.stack([p[used, k], q[used, k]]), correction=0, aweights=w[used])
                for k in range(r.shared)
            ]
        )
        each = columns[:, 0, 1] / (columns[:, 0, 0] * columns[:, 1, 1]).sqrt()
        return temperature**2 * (total + intra * (1 - each.mean()))

    return value


def focal(alpha, beta):
    def mask(r):
        used = r.asked & (r.weights > 0)
        weight = alpha + beta * r.right.double()
        return weight * used.sum() / weight[used].sum()

    return mask


def always(r):
    return torch.ones(ROWS)


def padded(r):
    never = torch.full((ROWS, r.z.shape[1] - r.shared), -float("inf")).double()
    return torch.cat([r.t, never], 1), r.asked


def padded_kl(z, t):
    p, q = t.softmax(1), F.log_softmax(z, 1)
    return torch.special.xlogy(p, p).sum(1) - (p * q).sum(1)


def pooled(on_old, on_new, on_unlabelled=1.0, smoothing=0.0):
    def target(r):
        w = torch.where(r.labelled, torch.where(r.old, on_old, on_new), on_unlabelled)
        w = w.double() * r.asked
        known = torch.zeros(ROWS, r.shared).double()
        rest = r.z.shape[1] - r.shared
        beyond = torch.zeros(ROWS, rest).double()
        for n in range(ROWS):
            within = r.i[n, : r.shared].softmax(0)
            mixed = w[n] * r.t[n].softmax(0) + (1 - w[n]) * within
            if rest == 0:
                mass = 0.0
            elif r.labels[n] >= 0:
                mass = float(r.labels[n] >= r.shared)
            else:
                mass = r.i[n].softmax(0)[r.shared :].sum().item()
            known[n] = (1 - mass) * mixed
            beyond[n] = mass * r.i[n, r.shared :].softmax(0)
        mixed = torch.cat([known, beyond], 1)
        smooth = torch.full_like(mixed, 1 / mixed.shape[1])
        return torch.lerp(mixed, smooth, smoothing).clamp(min=1e-30).log(), always(r)

    return target


def corrected(margin):
    def target(r):
        p = r.t.softmax(1)
        for n in range(ROWS):
            y, top = r.labels[n], p[n].argmax()
            if r.asked[n] and y >= 0 and top != y:
                onehot = F.one_hot(y, r.shared).double()
                # Half the way and again, until the label leads by the margin.
                low, high = 0.0, 1.0
                for _ in range(80):
                    m = (low + high) / 2
                    mixed = (1 - m) * p[n] + m * onehot
                    low, high = (m, high) if mixed[y] - mixed[top] < margin else (low, m)
                p[n] = (1 - high) * p[n] + high * onehot
        return p.log(), r.asked

    return target


def versions(r):
    all_of_them = [r.t] + [two(v) for v in r.versions]
    return torch.stack([v.softmax(1) for v in all_of_them]).mean(0).log(), r.asked


def level(target):
    """A binary target's logits 0 and z, from log-probabilities."""

    def levelled(r):
        logits, has = target(r)
        return logits - logits[:, :1], has

    return levelled


def incoming(r):
    return r.i, always(r)


def average(r):
    return two(r.average), always(r)


def stored(r):
    return two(r.stored), r.has


def listwise(temperature):
    def value(r):
        total, lists = 0, 0
        for n in range(LISTS):
            at = range(ROWS - (LISTS - n) * LENGTH, ROWS - (LISTS - n - 1) * LENGTH)
            at = [i for i in at if r.asked[i]]
            w = r.weights[at].mean()
            p = Categorical(logits=r.t[at, 1] / temperature)
            q = Categorical(logits=r.z[at, 1] / temperature)
            total = total + w * temperature**2 * kl_divergence(p, q)
            lists = lists + w
        return total / lists

    return value


def ranking(top):
    def value(r):
        total, lists = 0, 0
        for n in range(LISTS):
            at = range(ROWS - (LISTS - n) * LENGTH, ROWS - (LISTS - n - 1) * LENGTH)
            at = sorted([i for i in at if r.asked[i]], key=lambda i: -r.t[i, 1].item())
            w = r.weights[at].mean()
            best = min(top, LENGTH - 1)
            loss = 0
            for i in range(min(best, len(at))):
                s = r.z[at, 1]
                loss = loss - (s[i] - torch.logsumexp(s[i:], 0)) / best
            total, lists = total + w * loss, lists + w
        return total / lists

    return value


def embedding_error(r):
    each = F.mse_loss(r.embedding, r.teacherEmbedding, reduction="none").mean(1)
    return mean(each, r.weights * r.asked)


def relation(temperature):
    def value(r):
        each = torch.zeros(ROWS).double()
        for i in range(ROWS):
            if not r.asked[i]:
                continue
            others = [j for j in range(ROWS) if j != i and r.asked[j]]
            p = F.cosine_similarity(r.teacherEmbedding[i], r.teacherEmbedding[others], dim=1)
            q = F.cosine_similarity(r.embedding[i], r.embedding[others], dim=1)
            each[i] = kl_divergence(
                Categorical(logits=p / temperature), Categorical(logits=q / temperature)
            )
        return mean(each, r.weights * r.asked)

    return value


def influence(r):
    logits = two(F.linear(r.embedding, r.classifier, r.bias))
    each = F.cross_entropy(logits, r.labels.clamp(0, r.shared - 1), reduction="none")
    return mean(each, r.weights * r.asked * r.labelled)


T = "kullback-leibler"
BOTH = ["binary", "multiclass"]
BINARY, MULTICLASS = BOTH[:1], BOTH[1:]
CASES = [
    ({"loss": "cross-entropy"}, BOTH, on_labels(label_log)),
    ({"loss": "cross-entropy", "smoothing": 0.1}, BOTH, on_labels(smoothed)),
    ({"loss": "new-error"}, BOTH, on_labels(lambda r: label_log(r) * r.right)),
    ({"loss": T, "temperature": 3}, BOTH, of_teacher(kl(3.0))),
    ({"loss": T, "temperature": 4, "temperatureEnd": 1}, BOTH, of_teacher(kl(3.25))),
    ({"loss": "reverse-kullback-leibler"}, BOTH, of_teacher(reverse(1.0))),
    ({"loss": "reverse-kullback-leibler", "temperature": 2}, BOTH, of_teacher(reverse(2.0))),
    ({"loss": "jensen-shannon"}, BOTH, of_teacher(jensen_shannon(0.5))),
    ({"loss": "jensen-shannon", "share": 0.1}, BOTH, of_teacher(jensen_shannon(0.1))),
    ({"loss": "logit-squared-error"}, BOTH, of_teacher(centred_error)),
    ({"loss": "logit-difference-inhibition"}, BOTH, of_teacher(inhibition(0.5, 2))),
    (
        {"loss": "logit-difference-inhibition", "margin": 0.2, "power": 1},
        BOTH,
        of_teacher(inhibition(0.2, 1)),
    ),
    ({"loss": "bernoulli-kullback-leibler"}, BOTH, of_teacher(bernoulli)),
    ({"loss": "score-squared-error"}, BOTH, of_teacher(scores)),
    ({"loss": "prediction-correlation"}, BOTH, correlation(1, 1, 1.0)),
    (
        {"loss": "prediction-correlation", "interWeight": 2, "intraWeight": 0.5, "temperature": 4},
        BOTH,
        correlation(2, 0.5, 4.0),
    ),
    (
        {"loss": "prediction-correlation", "alpha": 0.5, "beta": 2},
        BOTH,
        correlation(1, 1, 1.0, focal(0.5, 2)),
    ),
    # Filters.
    ({"loss": T, "temperature": 1, "beta": 5}, BOTH, of_teacher(kl(1.0), focal(1, 5))),
    (
        {"loss": T, "temperature": 1, "alpha": 0, "beta": 50},
        BOTH,
        of_teacher(kl(1.0), focal(0, 50)),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "student-wrong"},
        BOTH,
        of_teacher(kl(1.0), lambda r: r.wrong),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "student-right"},
        BOTH,
        of_teacher(kl(1.0), lambda r: r.labelled & ~r.wrong),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "negative-flip"},
        BOTH,
        of_teacher(kl(1.0), lambda r: r.right & r.wrong),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "better-teacher"},
        BOTH,
        of_teacher(
            kl(1.0), lambda r: r.labelled & (r.likelihood(r.t) >= r.likelihood(r.i))
        ),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "likelihood"},
        BOTH,
        of_teacher(kl(1.0), lambda r: r.likelihood(r.t)),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "labelled"},
        BOTH,
        of_teacher(kl(1.0), rows=lambda r: r.labelled),
    ),
    (
        {"loss": T, "temperature": 1, "filter": "unlabelled"},
        BOTH,
        of_teacher(kl(1.0), rows=lambda r: ~r.labelled),
    ),
    # Targets.
    ({"loss": T, "temperature": 1, "classes": "padded"}, BOTH, to(padded, padded_kl)),
    ({"loss": T, "temperature": 2, "target": "incoming"}, BOTH, to(incoming, kl(2.0))),
    ({"loss": T, "temperature": 1, "target": "pooled"}, BOTH, to(pooled(1.0, 0.5), kl(1.0))),
    (
        {"loss": T, "temperature": 2, "target": "pooled", "onOld": 0.7, "onNew": 0.2},
        BOTH,
        to(pooled(0.7, 0.2), kl(2.0)),
    ),
    (
        {"loss": T, "temperature": 1, "target": "pooled", "onUnlabelled": 0.4, "smoothing": 0.1},
        BOTH,
        to(pooled(1.0, 0.5, 0.4, 0.1), kl(1.0)),
    ),
    (
        {"loss": "bernoulli-kullback-leibler", "target": "pooled"},
        BINARY,
        to(level(pooled(1.0, 0.5)), bernoulli),
    ),
    ({"loss": T, "temperature": 1, "target": "corrected"}, BOTH, to(corrected(0.2), kl(1.0))),
    (
        {"loss": T, "temperature": 1, "target": "corrected", "margin": 0.5},
        BOTH,
        to(corrected(0.5), kl(1.0)),
    ),
    ({"loss": T, "temperature": 2, "target": "versions"}, BOTH, to(versions, kl(2.0))),
    ({"loss": T, "temperature": 1, "target": "average"}, BOTH, to(average, kl(1.0))),
    (
        {"loss": "logit-squared-error", "target": "stored", "column": "logged"},
        BOTH,
        to(stored, centred_error),
    ),
    # Lists.
    ({"loss": "listwise-kullback-leibler"}, BINARY, listwise(1.0)),
    ({"loss": "listwise-kullback-leibler", "temperature": 3}, BINARY, listwise(3.0)),
    ({"loss": "ranking-distillation"}, BINARY, ranking(10)),
    ({"loss": "ranking-distillation", "top": 2}, BINARY, ranking(2)),
    # Embeddings.
    ({"loss": "embedding-squared-error"}, BOTH, embedding_error),
    ({"loss": "embedding-squared-error", "map": "linear"}, BOTH, embedding_error),
    ({"loss": "relation-kullback-leibler"}, BOTH, relation(0.1)),
    ({"loss": "relation-kullback-leibler", "temperature": 0.5}, BOTH, relation(0.5)),
    ({"loss": "influence", "classifier": "head.weight", "bias": "head.bias"}, BOTH, influence),
]


def plain(value):
    if isinstance(value, torch.Tensor):
        return value.tolist()
    return [plain(v) for v in value] if isinstance(value, list) else value


def case(spec, task, formula):
    data = dict(DATA[task])
    student = data["student"].clone().requires_grad_()
    data["embedding"] = data["embedding"].clone().requires_grad_()
    value = formula(Rows(data, student))
    value.backward()
    of = "embedding" if student.grad is None else "logits"
    moved = data["embedding"] if student.grad is None else student
    return {
        "spec": spec,
        "task": task,
        "value": value.item(),
        "of": of,
        "gradient": moved.grad.tolist(),
    }


print(
    json.dumps(
        {
            "progress": 0.25,
            "lists": LISTS,
            "length": LENGTH,
            "data": {n: {k: plain(v) for k, v in d.items()} for n, d in DATA.items()},
            "cases": [case(s, t, f) for s, tasks, f in CASES for t in tasks],
        },
        indent=1,
    )
)
