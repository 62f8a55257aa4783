"""Figures for DistillationOracleTest, from PyTorch's own losses, autograd and torch.optim.Adam.

Each model is a table of logits, one row of it for each row of the history, so that training moves
the logits themselves: a wrong loss, weight, gradient or optimiser step shows in the final table.

Run: python src/test/python/distillation_oracle.py > \
    src/test/resources/dev/bckd/distillation/djl/oracle.json
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(5)
ROWS, STEPS, RATE = 12, 10, 0.05
TEMPERATURE, ALPHA, BETA, KL_WEIGHT = 3.0, 0.5, 2.0, 1.5


def round_trip(tensor):
    """The numbers as the test will read them."""
    return [[float(v) for v in row] for row in tensor.tolist()]


def focal(right, known):
    weight = torch.where(known, ALPHA + BETA * right.double(), torch.zeros(len(right)).double())
    return weight * known.sum() / weight.sum()


def train(teacher, student, labels, weights, known, losses):
    table = torch.nn.Parameter(student.clone())
    optimiser = torch.optim.Adam([table], lr=RATE)
    values = []
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        optimiser.zero_grad()
        ce, kl = losses(table)
        (ce + KL_WEIGHT * kl).backward()
        optimiser.step()
        values.append([ce.item(), kl.item()])
    return {
        "teacher": round_trip(teacher),
        "student": round_trip(student),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "known": known.tolist(),
        "losses": values,
        "trained": round_trip(table.detach()),
    }


def weighted_mean(values, weights):
    return (values * weights).sum() / weights.sum()


def binary():
    teacher = torch.randn(ROWS, 1).double() * 2
    student = torch.randn(ROWS, 1).double() * 2
    labels = torch.randint(0, 2, (ROWS,))
    weights = torch.rand(ROWS).double() + 0.5
    known = torch.arange(ROWS) % 4 != 1
    f = focal((teacher[:, 0] > 0).long() == labels, known)

    def losses(table):
        z = table[:, 0]
        ce = F.binary_cross_entropy_with_logits(z, labels.double(), reduction="none")
        p = torch.distributions.Bernoulli(logits=teacher[:, 0] / TEMPERATURE)
        q = torch.distributions.Bernoulli(logits=z / TEMPERATURE)
        kl = f * TEMPERATURE**2 * torch.distributions.kl_divergence(p, q)
        return weighted_mean(ce, weights), weighted_mean(kl, weights * known)

    return train(teacher, student, labels, weights, known, losses)


def multiclass():
    teacher = torch.randn(ROWS, 3).double() * 2
    student = torch.randn(ROWS, 5).double() * 2
    labels = torch.randint(0, 5, (ROWS,))
    weights = torch.rand(ROWS).double() + 0.5
    known = torch.arange(ROWS) % 4 != 1
    asked = known & (labels < 3)
    f = focal(teacher.argmax(1) == labels, asked)

    def losses(table):
        ce = F.cross_entropy(table, labels, reduction="none")
        p = F.log_softmax(teacher / TEMPERATURE, 1)
        q = F.log_softmax(table[:, :3] / TEMPERATURE, 1)
        kl = f * TEMPERATURE**2 * F.kl_div(q, p, log_target=True, reduction="none").sum(1)
        return weighted_mean(ce, weights), weighted_mean(kl, weights * asked)

    return train(teacher, student, labels, weights, known, losses)


print(json.dumps({"binary": binary(), "multiclass": multiclass()}, indent=1))
