"""Synthetic crops around an object: random shapes of random brightness among random neighbours (after SynthSeg)."""

from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

import smooth_noise as noises
from brightnesses import brightnesses
from largest_piece import largest_piece

SIDE = 64

smooth_noise = partial(noises.smooth_noise, side=SIDE)


def same(knots):
    return (int(knots),) * 3


def warped_places(rng, extent):
    """Places from -1 to 1 inside the box to be, bent."""
    axis = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    places = np.stack(np.meshgrid(axis, axis, axis, indexing="ij")).astype(np.float32)
    places -= rng.uniform(-1, 1, (3, 1, 1, 1)) * (1 - extent)[:, None, None, None] * 0.25
    places /= extent[:, None, None, None]
    places += smooth_noise(rng, same(rng.integers(3, 5)), channels=3) * rng.uniform(0.02, 0.35)
    return places + smooth_noise(rng, same(rng.integers(6, 12)), channels=3) * rng.uniform(0.0, 0.08)


def rotation(rng):
    turned, _ = np.linalg.qr(rng.standard_normal((3, 3)))
    return turned.astype(np.float32)


def ellipsoid(rng, places, middle, sides):
    away = np.tensordot(rotation(rng), places - middle[:, None, None, None], 1) / sides[:, None, None, None]
    power = rng.choice([2.0, 2.0, 3.0])
    return (np.abs(away) ** power).sum(0) < 1


def one_lump(rng, places):
    return ellipsoid(rng, places, np.zeros(3, np.float32), rng.uniform(0.5, 1.0, 3))


def lobes(rng, places):
    inside = one_lump(rng, places / 0.7)
    for _ in range(rng.integers(1, 5)):
        inside |= ellipsoid(rng, places, rng.uniform(-0.6, 0.6, 3), rng.uniform(0.2, 0.6, 3))
    return inside


def tube(rng, places, stems=1):
    inside = np.zeros((SIDE,) * 3, bool)
    for _ in range(stems):
        knots = rng.uniform(-0.85, 0.85, (rng.integers(2, 5), 3))
        knots = knots[np.argsort(knots[:, rng.integers(3)])]
        at = np.linspace(0, len(knots) - 1, 24)
        line = np.stack([np.interp(at, np.arange(len(knots)), knots[:, a]) for a in range(3)], 1)
        line = ndimage.gaussian_filter1d(line, 2.5, axis=0, mode="nearest")
        radius = rng.uniform(0.1, 0.4) * (1 + 0.3 * np.sin(rng.uniform(0, 6) + at))
        for point, wide in zip(line, radius):
            inside |= ((places - point[:, None, None, None]) ** 2).sum(0) < wide**2
    return inside


def branches(rng, places):
    return tube(rng, places, stems=int(rng.integers(2, 4)))


def noisy_lump(rng, places):
    field = 0.5 * smooth_noise(rng, same(rng.integers(4, 9)))[0] + 1
    return np.sqrt((places**2).sum(0)) < field * rng.uniform(0.5, 0.9)


def bent_plate(rng, places):
    x, y, z = np.tensordot(rotation(rng), places, 1)
    bend = rng.uniform(-0.8, 0.8) * x * x + rng.uniform(-0.8, 0.8) * y * y
    return (np.abs(z - bend) < rng.uniform(0.1, 0.3)) & (x * x + y * y < 0.9)


SHAPES = (one_lump, lobes, lobes, tube, tube, branches, noisy_lump, noisy_lump, bent_plate)


def padded_extent(rng):
    """The share of a crop that an object takes: 20 mm of padding around 10 to 300 mm."""
    lengths = np.exp(rng.uniform(np.log(14), np.log(250))) * np.exp(rng.normal(0, 0.35, 3))
    return (lengths / (lengths + 40)).astype(np.float32)


def any_extent(rng):
    """The share of a whole image that an object takes."""
    lengths = np.exp(rng.uniform(np.log(0.1), np.log(0.8))) * np.exp(rng.normal(0, 0.4, 3))
    return lengths.clip(0.06, 1.0).astype(np.float32)


def target_shape(rng, extent):
    """A shape of one piece."""
    shape = SHAPES[rng.integers(len(SHAPES))]
    return largest_piece(shape(rng, warped_places(rng, extent)))


def packed_neighbours(rng):
    """Labels of lumps that fill the cube."""
    count = int(rng.integers(4, 14))
    knots = tuple(int(n) for n in rng.integers(3, 9, 3))
    return smooth_noise(rng, knots, channels=count).argmax(0) + 1


def with_neighbour_organs(rng, labels, first):
    extent = np.full(3, 1.0, np.float32)
    for n in range(rng.integers(0, 5)):
        places = warped_places(rng, extent) * rng.uniform(1.3, 4.0) + rng.uniform(-1.5, 1.5, (3, 1, 1, 1))
        shape = (one_lump, tube, lobes)[rng.integers(3)]
        labels = np.where(shape(rng, places), first + n, labels)
    return labels


def painted(rng, labels, target):
    """An image of labels, the target last of all, with texture, vessels and a border of fat here and there."""
    own = rng.uniform(0, 1)
    values = brightnesses(rng, 32, own, near_shares=[0.0, 0.1, 0.3], spread=0.04)
    image = values[labels] + smooth_noise(rng, same(rng.integers(6, 32)))[0] * rng.uniform(0, 0.15)
    if rng.random() < 0.5:
        width = rng.integers(1, 5)
        near = ndimage.binary_dilation(target, iterations=int(width))
        gap = near & (smooth_noise(rng, same(rng.integers(3, 7)))[0] > rng.uniform(-1.5, 0.8))
        image = np.where(gap, rng.uniform(-0.3, 1.3), image)
    texture = smooth_noise(rng, same(rng.integers(3, 32)))[0] * rng.uniform(0, 0.12)
    inner = own + texture + smooth_noise(rng, same(3))[0] * rng.uniform(0, 0.1)
    if rng.random() < 0.3:
        spots = smooth_noise(rng, same(rng.integers(8, 20)))[0] > rng.uniform(1.0, 2.0)
        inner = np.where(spots, rng.uniform(0, 1), inner)
    if rng.random() < 0.15:
        core = ndimage.distance_transform_edt(target)
        inner = np.where(core > rng.uniform(1.5, 5), rng.uniform(0, 1), inner)
    return np.where(target, inner, image).astype(np.float32)


def scanned(rng, image, target):
    """The image and the target as a scanner has them: coarse voxels, thick slices, noise, uneven light."""
    size = tuple(int(n) for n in np.clip(rng.uniform(14, 64) * np.exp(rng.normal(0, 0.35, 3)), 10, 64))
    light = np.exp(smooth_noise(rng, same(3))[0] * rng.uniform(0, 0.15))
    small = F.interpolate(torch.from_numpy(image * light)[None, None].float(), size, mode="area")[0, 0].numpy()
    noise = rng.standard_normal(size).astype(np.float32) * rng.uniform(0, 0.15) * rng.random()
    share = F.interpolate(torch.from_numpy(target[None, None].astype(np.float32)), size, mode="area")[0, 0].numpy()
    return small + noise, largest_piece(share > 0.5)


def extreme_points(rng, mask):
    """Six voxels, each somewhere on an outermost plane of the mask and mostly near its middle."""
    places = np.argwhere(mask)
    points = []
    for axis in range(3):
        for end in (places[:, axis].min(), places[:, axis].max()):
            plane = places[places[:, axis] == end]
            middle = plane.mean(0)
            near = plane[np.argmin(((plane - middle) ** 2).sum(1))]
            points.append(near if rng.random() < 0.7 else plane[rng.integers(len(plane))])
    return np.stack(points).astype(np.float32)


def random_crop(rng, extent_of=padded_extent):
    """
    An image and the mask of one object, on a coarse grid, and the object's six extreme points in voxels of it; tried
    again until the object is neither tiny nor flat.
    """
    while True:
        target = target_shape(rng, extent_of(rng))
        if target.sum() < 60:
            continue
        labels = with_neighbour_organs(rng, packed_neighbours(rng), 16)
        image, mask = scanned(rng, painted(rng, labels, target), target)
        places = np.argwhere(mask)
        if len(places) > 30 and (np.ptp(places, axis=0) >= 2).all():
            return image, mask, extreme_points(rng, mask)
