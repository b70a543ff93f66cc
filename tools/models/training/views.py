"""What all makers of samples share: the solver as a graph, and grids of one size."""

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

from synthetic_objects import SIDE

VOXELS = 128


def open_views(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def whole(volume, side, mode):
    exact = {} if mode == "nearest-exact" else {"align_corners": False}
    return F.interpolate(torch.from_numpy(volume)[None, None], (side,) * 3, mode=mode, **exact)[0, 0].numpy()


def packed(views, inside, truth):
    """All channels of a sample as bytes: views from -1 to 1, where the object may be, the truth."""
    parts = [np.rint((views + 1) * 127.5), inside * 255, whole(truth.astype(np.float32), SIDE, "nearest-exact")[None] * 255]
    return np.concatenate(parts).clip(0, 255).astype(np.uint8)
