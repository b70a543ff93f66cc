"""Random crops as the bundled solver sees them, for the network that works after it."""

import numpy as np

from synthetic_objects import random_crop
from views import VOXELS, packed, whole

SIGMA = 3
JITTER = 1.0
VIEWS = 9


def bells(points):
    """Bells around points of the whole grid, from -1 to 1."""
    at = np.arange(VOXELS)
    total = np.zeros((VOXELS,) * 3, np.float32)
    for point in points:
        x, y, z = (np.exp(-0.5 * ((at - middle) / SIGMA) ** 2) for middle in np.rint(point))
        total += x[:, None, None] * y[None, :, None] * z[None, None, :]
    return total / total.max() * 2 - 1


def sample(rng, session):
    """[11, 64, 64, 64] bytes: the views, where the box is, and the truth."""
    image, mask, points = random_crop(rng)
    places = (points + 0.5) * VOXELS / np.array(mask.shape) - 0.5 + rng.normal(0, JITTER, (6, 3)) * rng.random()
    seen = np.stack([whole(image, VOXELS, "trilinear"), bells(np.clip(places, 0, VOXELS - 1))])
    views, inside = session.run(None, {"input": seen[None]})
    return packed(views[0], inside[0], mask)
