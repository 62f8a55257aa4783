"""Opens in Python the module that TorchScriptArchiveTest leaves in target/affine.pt.

Run after the test: python src/test/python/archive_check.py target/affine.pt
"""

import sys

import torch

module = torch.jit.load(sys.argv[1])
parameters = dict(module.named_parameters())
assert list(parameters) == ["w", "b"], list(parameters)
assert all(p.requires_grad and p.dtype == torch.float32 for p in parameters.values())
assert parameters["w"].tolist() == [[1, 2], [3, 4], [5, 6]]

logits = module(torch.tensor([[1, 2], [-3, 0.5]]))
assert logits.tolist() == [[5.5, 11, 16.5], [-1.5, -7, -12.5]], logits

logits.sum().backward()
assert parameters["b"].grad.tolist() == [2, 2, 2]
print("the archive is what its source says")
