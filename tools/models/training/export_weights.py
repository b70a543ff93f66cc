"""
Writes trained weights as half floats in a safetensors file, which the TypeScript that assembles the graph reads.

    python export_weights.py refiner.pt ../weights/deepgrow-3d-refiner.safetensors
"""

import json
import os
import struct
import sys

import numpy as np
import torch


def export(source, target):
    weights = torch.load(source)
    header, parts, at = {}, [], 0
    for name, value in weights.items():
        data = value.numpy().astype("<f2").tobytes()
        header[name] = {"dtype": "F16", "shape": list(value.shape), "data_offsets": [at, at + len(data)]}
        parts.append(data)
        at += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(target + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
    os.replace(target + ".part", target)
    print(f"{at // 2} weights, largest {max(np.abs(np.frombuffer(p, '<f2')).max() for p in parts)}")


if __name__ == "__main__":
    export(*sys.argv[1:3])
