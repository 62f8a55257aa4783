"""Archives for ArchivedModuleTest and SparseLookupsTest, written by PyTorch itself.

One model, scripted and traced: embedding tables in sub-modules and as plain parameters, two bags, a
tied table, a transposed parameter, a frozen one, batch normalisation, and a table that is scaled
before its look-up. With them, what PyTorch says of the tensors and answers to an input.

Run: python src/test/python/archives.py src/test/resources/dev/bckd/inference/djl
"""

import io
import json
import pathlib
import sys
import zipfile

import torch
import torch.nn.functional as F
from torch import nn


class Tower(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(10, 4)
        self.layers = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU())

    def forward(self, ids):
        return self.layers(self.table(ids))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.user = Tower()
        self.item = nn.Embedding(12, 4, padding_idx=0)
        self.summed = nn.EmbeddingBag(8, 4, mode="sum")
        self.largest = nn.EmbeddingBag(8, 4, mode="max")
        self.plain = nn.Parameter(torch.randn(6, 4))
        self.scaled = nn.Parameter(torch.randn(6, 4))
        self.transposed = nn.Parameter(torch.randn(4, 6).t())
        self.frozen = nn.Parameter(torch.randn(6, 4), requires_grad=False)
        self.head = nn.Linear(4, 12)
        self.head.weight = self.item.weight
        self.large, self.name, self.nothing = 2**40, "x", None
        self.numbers, self.pairs, self.both = [1, 2, 3], {"a": 1.5}, (1, "b")

    def forward(self, ids, bags):
        h = self.user(ids) + self.item(ids) + self.summed(bags) + self.largest(bags)
        h = h + F.embedding(ids, self.plain) + F.embedding(ids, 2 * self.scaled)
        h = h + F.embedding(ids, self.transposed) + F.embedding(ids, self.frozen)
        return self.head(h)


def save(module, path):
    """Without the records that name source files of the machine that writes."""
    buffer = io.BytesIO()
    torch.jit.save(module, buffer)
    with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(path, "w") as kept:
        for record in written.infolist():
            if not record.filename.endswith(".debug_pkl"):
                kept.writestr(zipfile.ZipInfo(record.filename), written.read(record))


torch.manual_seed(9)
folder = pathlib.Path(sys.argv[1])
model = Model().train()
ids, bags = torch.tensor([1, 2, 0]), torch.tensor([[1, 2], [3, 4], [5, 5]])
model(ids, bags)  # so that the running statistics are not their beginnings
model.eval()
save(torch.jit.script(model), folder / "scripted.pt")
save(torch.jit.trace(model, (ids, bags)), folder / "traced.pt")

tensors = {}
for role, named in (
    ("PARAMETER", model.named_parameters(remove_duplicate=False)),
    ("BUFFER", model.named_buffers()),
):
    for path, tensor in named:
        tensors[path] = {
            "role": role,
            "type": str(tensor.dtype).removeprefix("torch.").upper(),
            "shape": list(tensor.shape),
            "strides": list(tensor.stride()),
            "requiresGrad": tensor.requires_grad,
            "stored": tensor.untyped_storage().tolist(),
        }
with open(folder / "archives.json", "w", encoding="utf-8") as file:
    json.dump({"tensors": tensors, "answers": model(ids, bags).tolist()}, file, indent=1)
