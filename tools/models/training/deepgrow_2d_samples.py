"""Random slices with simulated clicks as the bundled solver sees them, for the network that works after it."""

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from synthetic_slices import SIDE, random_slice

PIXELS = 256
SIGMA = 2
VIEWS = 7
CELLS = (SIDE, SIDE)
MOST_CLICKS = 10
# The share of answers of a course of clicks that is learnt from.
KEPT = 0.6


def bells(clicks):
    """Bells around pixels of the network's grid, scaled to 1."""
    at = np.arange(PIXELS)
    total = np.zeros((PIXELS, PIXELS), np.float32)
    for x, y in clicks:
        total += np.exp(-0.5 * ((at - x) / SIGMA) ** 2)[:, None] * np.exp(-0.5 * ((at - y) / SIGMA) ** 2)[None, :]
    return total / max(total.max(), 1e-6)


def next_click(rng, mask, found):
    """A pixel deep in the largest piece that is missing or too much: (is foreground, pixel); None where nothing is wrong."""
    best = None
    for is_missing, wrong in ((True, mask & ~found), (False, found & ~mask)):
        labels, count = ndimage.label(wrong)
        if count == 0:
            continue
        sizes = np.bincount(labels.ravel())[1:]
        if best is None or sizes.max() > best[0]:
            best = (sizes.max(), is_missing, labels == 1 + np.argmax(sizes))
    if best is None:
        return None
    depth = ndimage.distance_transform_edt(np.pad(best[2], 1))[1:-1, 1:-1]
    places = np.argwhere(depth >= (1 if rng.random() < 0.7 else 0.4) * depth.max())
    return best[1], places[rng.integers(len(places))] * 2 + rng.integers(0, 2, 2)


def seen(session, image, clicks):
    """The solver's views of clicks, [7, 128, 128]."""
    sides = [bells([pixel for side, pixel in clicks if side is wanted]) for wanted in (True, False)]
    views = session.run(None, {"input": np.stack([image, *sides])[None]})[0]
    return F.avg_pool2d(torch.from_numpy(views), 2)


def course(rng, session, net):
    """Bytes [9, 128, 128] of some answers of a course of clicks: views, a channel of 1, the truth."""
    coarse, mask = random_slice(rng)
    image = F.interpolate(torch.from_numpy(coarse)[None, None], (PIXELS, PIXELS), mode="bilinear")[0, 0].numpy()
    clicks, found, samples = [], np.zeros_like(mask), []
    for _ in range(rng.integers(1, MOST_CLICKS + 1)):
        click = next_click(rng, mask, found)
        if click is None:
            break
        clicks.append(click)
        views = seen(session, image, clicks)
        with torch.inference_mode():
            found = (net(views)[0, 0] > 0).numpy()
        for side, pixel in clicks:
            found[tuple(pixel // 2)] = side
        if rng.random() < KEPT or len(clicks) == 1:
            parts = [(views[0].numpy() + 1) * 127.5, np.full((1, SIDE, SIDE), 255), mask[None] * 255]
            samples.append(np.rint(np.concatenate(parts)).clip(0, 255).astype(np.uint8))
    return samples
