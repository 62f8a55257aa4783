"""Figures for SparseAdamOracleTest, from torch.optim.SparseAdam and torch.optim.Adam.

A table is looked up in ten batches, some ids twice in one, some never; the loss is the sum of what
was looked up times given factors, so that the gradient of a row is the sum of its factors.

Run: python src/test/python/sparse_oracle.py > \
    src/test/resources/dev/bckd/distillation/djl/sparse-oracle.json
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(8)
ROWS, WIDTH, BATCH, STEPS, RATE = 9, 3, 6, 10, 0.05

table = torch.randn(ROWS, WIDTH).double()
ids = torch.randint(0, ROWS - 2, (STEPS, BATCH))
factors = torch.randn(STEPS, BATCH, WIDTH).double()


def train(optimiser_of, sparse):
    weight = torch.nn.Parameter(table.clone())
    optimiser = optimiser_of([weight], lr=RATE)
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        optimiser.zero_grad()
        (F.embedding(ids[step], weight, sparse=sparse) * factors[step]).sum().backward()
        optimiser.step()
    return weight.detach().tolist()


print(
    json.dumps(
        {
            "table": table.tolist(),
            "ids": ids.tolist(),
            "factors": factors.tolist(),
            "byRow": train(torch.optim.SparseAdam, True),
            "dense": train(torch.optim.Adam, False),
        },
        indent=1,
    )
)
