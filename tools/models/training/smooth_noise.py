"""Noise without edges."""

import numpy as np
import torch
import torch.nn.functional as F

MODES = {2: "bicubic", 3: "trilinear"}


def smooth_noise(rng, knots, side, channels=1):
    """Gaussian noise on `knots` places along each axis, enlarged to `side` along each: [channels, side, side, ...]."""
    axes = len(knots)
    noise = torch.from_numpy(rng.standard_normal((1, channels, *knots)).astype(np.float32))
    return F.interpolate(noise, (side,) * axes, mode=MODES[axes], align_corners=True)[0].numpy()
