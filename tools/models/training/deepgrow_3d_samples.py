"""Random volumes with simulated clicks as the bundled solver sees them, for the network that works after it."""

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from synthetic_objects import SIDE, any_extent, random_crop
from views import VOXELS, packed, whole

SIGMA = 2
VIEWS = 7
# Cells of the solver's grid, along each axis, that become one of the network's.
TILE = 2
CELLS = (SIDE // TILE,) * 3
MOST_ROUNDS = 3


def bells(points):
    """Bells around points of the whole grid, scaled to 1."""
    at = np.arange(VOXELS)
    total = np.zeros((VOXELS,) * 3, np.float32)
    for point in points:
        x, y, z = (np.exp(-0.5 * ((at - middle) / SIGMA) ** 2) for middle in np.rint(point))
        total += x[:, None, None] * y[None, :, None] * z[None, None, :]
    return total / max(total.max(), 1e-6)


def deep_click(rng, region):
    """A voxel deep inside of a region: mostly the deepest."""
    depth = ndimage.distance_transform_edt(np.pad(region, 1))[1:-1, 1:-1, 1:-1]
    if rng.random() < 0.7:
        return np.unravel_index(np.argmax(depth), depth.shape)
    deep = np.argwhere(depth >= 0.5 * depth.max())
    return tuple(deep[rng.integers(len(deep))])


def corrections(rng, mask, found, count):
    """Clicks into the largest pieces of what is missing or too much, as (is foreground, voxel)."""
    pieces = []
    for is_missing, wrong in ((True, mask & ~found), (False, found & ~mask)):
        labels, _ = ndimage.label(wrong)
        sizes = np.bincount(labels.ravel())[1:]
        pieces += [(size, is_missing, labels == n + 1) for n, size in enumerate(sizes) if size > 3]
    pieces.sort(key=lambda piece: -piece[0])
    return [(is_missing, deep_click(rng, region)) for _, is_missing, region in pieces[:count]]


def asked(session, image, mask, clicks):
    """What the solver makes of clicks, in voxels of the mask."""
    places = lambda side: [(np.array(v) + 0.5) * VOXELS / np.array(mask.shape) - 0.5 for s, v in clicks if s is side]
    return session.run(None, {"input": np.stack([image, bells(places(True)), bells(places(False))])[None]})[0][0]


def course(rng, session, _):
    """Bytes [9, 32, 32, 32] of the last answer of a course of clicks: the views, a channel of 1, and the truth."""
    coarse, mask, _ = random_crop(rng, any_extent)
    image = whole(coarse, VOXELS, "trilinear")
    clicks = [(True, deep_click(rng, mask))]
    views = asked(session, image, mask, clicks)
    for _ in range(rng.integers(MOST_ROUNDS + 1)):
        at = [np.clip(((np.arange(n) + 0.5) * views.shape[1] / n).astype(int), 0, None) for n in mask.shape]
        found = (views[2] > 0)[np.ix_(*at)]
        clicks += corrections(rng, mask, found, int(rng.integers(1, 3)))
        views = asked(session, image, mask, clicks)
    sample = packed(views, np.ones((1, *views.shape[1:]), np.float32), mask)
    return [F.avg_pool3d(torch.from_numpy(sample).float(), TILE).round().byte().numpy()]
