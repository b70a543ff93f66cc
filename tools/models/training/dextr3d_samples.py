"""Random crops as the bundled solver sees them, for the network that works after it."""

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

from synthetic_objects import SIDE, random_crop

VOXELS = 128
SIGMA = 3
JITTER = 1.0
VIEWS = 9


def open_views(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def bells(points):
    """Bells around points of the whole grid, from -1 to 1."""
    at = np.arange(VOXELS)
    total = np.zeros((VOXELS,) * 3, np.float32)
    for point in points:
        x, y, z = (np.exp(-0.5 * ((at - middle) / SIGMA) ** 2) for middle in np.rint(point))
        total += x[:, None, None] * y[None, :, None] * z[None, None, :]
    return total / total.max() * 2 - 1


def whole(volume, side, mode):
    exact = {} if mode == "nearest-exact" else {"align_corners": False}
    return F.interpolate(torch.from_numpy(volume)[None, None], (side,) * 3, mode=mode, **exact)[0, 0].numpy()


def sample(rng, session):
    """[11, 64, 64, 64] bytes: the views, where the box is, and the truth."""
    image, mask, points = random_crop(rng)
    places = (points + 0.5) * VOXELS / np.array(mask.shape) - 0.5 + rng.normal(0, JITTER, (6, 3)) * rng.random()
    seen = np.stack([whole(image, VOXELS, "trilinear"), bells(np.clip(places, 0, VOXELS - 1))])
    views, inside = session.run(None, {"input": seen[None]})
    truth = whole(mask.astype(np.float32), SIDE, "nearest-exact")
    parts = [np.rint((views[0] + 1) * 127.5), inside[0] * 255, truth[None] * 255]
    return np.concatenate(parts).clip(0, 255).astype(np.uint8)
