"""Synthetic slices around an object: random shapes of random brightness among random neighbours (after SynthSeg)."""

from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

import smooth_noise as noises
from brightnesses import brightnesses
from largest_piece import largest_piece

SIDE = 128
# The label of what lies around the body.
AIR = 39

smooth_noise = partial(noises.smooth_noise, side=SIDE)


def same(knots):
    return (int(knots),) * 2


def texture(rng):
    """Noise with as much of each size of pattern as chance has it, spread 1: [128, 128]."""
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(SIDE), np.fft.rfftfreq(SIDE), indexing="ij"))
    slope = rng.uniform(0.5, 2.5)
    spectrum = np.fft.rfft2(rng.standard_normal((SIDE, SIDE))) / (frequency + rng.uniform(0.005, 0.05)) ** slope
    spectrum[0, 0] = 0
    pattern = np.fft.irfft2(spectrum, (SIDE, SIDE))
    return (pattern / (pattern.std() + 1e-9)).astype(np.float32)


def places_around(rng, middle, extent):
    """Places of each pixel in the frame of an object, bent, turned: [2, 128, 128], the object within -1 to 1."""
    axis = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    places = np.stack(np.meshgrid(axis, axis, indexing="ij")).astype(np.float32)
    places += smooth_noise(rng, same(rng.integers(3, 6)), channels=2) * rng.uniform(0.0, 0.3) * extent.mean()
    places += smooth_noise(rng, same(rng.integers(8, 24)), channels=2) * rng.uniform(0.0, 0.08) * extent.mean()
    turn = rng.uniform(0, np.pi)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]], np.float32)
    return np.tensordot(turned, places - middle[:, None, None], 1) / extent[:, None, None]


def lump(rng, places):
    power = rng.choice([2.0, 2.0, 3.0])
    return (np.abs(places) ** power).sum(0) < 1


def lobes(rng, places):
    inside = lump(rng, places / 0.7)
    for _ in range(rng.integers(1, 5)):
        middle = rng.uniform(-0.6, 0.6, (2, 1, 1))
        inside |= lump(rng, (places - middle) / rng.uniform(0.2, 0.6, (2, 1, 1)))
    return inside


def band(rng, places):
    """A bent band: a gut, a vessel along the slice, a wall."""
    knots = rng.uniform(-0.9, 0.9, (rng.integers(3, 6), 2))
    knots = knots[np.argsort(knots[:, 0])]
    at = np.linspace(0, len(knots) - 1, 28)
    line = np.stack([np.interp(at, np.arange(len(knots)), knots[:, a]) for a in range(2)], 1)
    line = ndimage.gaussian_filter1d(line, 2.5, axis=0, mode="nearest")
    radius = rng.uniform(0.12, 0.4) * (1 + 0.3 * np.sin(rng.uniform(0, 6) + at))
    inside = np.zeros((SIDE, SIDE), bool)
    for point, wide in zip(line, radius):
        inside |= ((places - point[:, None, None]) ** 2).sum(0) < wide**2
    return inside


def noisy_lump(rng, places):
    edge = 1 + 0.5 * smooth_noise(rng, same(rng.integers(4, 12)))[0]
    return np.sqrt((places**2).sum(0)) < edge * rng.uniform(0.5, 0.9)


def bean(rng, places):
    bite = lump(rng, (places - rng.uniform(-0.9, 0.9, (2, 1, 1))) / rng.uniform(0.3, 0.8, (2, 1, 1)))
    return lump(rng, places) & ~bite


SHAPES = (lump, lobes, lobes, band, noisy_lump, noisy_lump, bean, bean)


def packed_neighbours(rng):
    """Labels of lumps that fill the square; small ones in some of the large ones."""
    fields = lambda count, least, most: smooth_noise(rng, rng.integers(least, most, 2), channels=count).argmax(0)
    coarse = fields(int(rng.integers(3, 12)), 3, 9)
    fine = fields(int(rng.integers(3, 8)), 9, 28)
    split = rng.random(coarse.max() + 1) < rng.choice([0.0, 0.2, 0.5])
    return np.where(split[coarse], 12 + fine, coarse)


def extent_of(rng):
    """Half of the object's width and height: a thirtieth to most of the slice."""
    lengths = np.exp(rng.uniform(np.log(0.035), np.log(0.7))) * np.exp(rng.normal(0, 0.3, 2))
    return lengths.clip(0.03, 0.95).astype(np.float32)


def target_of(rng, labels):
    """A shape of one piece, or one of the lumps that lie about."""
    if rng.random() < 0.25:
        at = rng.integers(16, SIDE - 16, 2)
        piece, _ = ndimage.label(labels == labels[tuple(at)])
        return piece == piece[tuple(at)]
    extent = extent_of(rng)
    middle = rng.uniform(-1, 1, 2).astype(np.float32) * (1 - 0.6 * extent)
    shape = SHAPES[rng.integers(len(SHAPES))]
    return largest_piece(shape(rng, places_around(rng, middle, extent)))


def with_organs(rng, labels, first):
    for n in range(rng.integers(0, 7)):
        shape = (lump, band, lobes, bean)[rng.integers(4)]
        places = places_around(rng, rng.uniform(-1, 1, 2).astype(np.float32), extent_of(rng))
        labels = np.where(shape(rng, places), first + n, labels)
    return labels


def with_air(rng, labels):
    """The body ends somewhere, as often as not."""
    if rng.random() < 0.5:
        return labels
    body = noisy_lump(rng, places_around(rng, rng.uniform(-0.3, 0.3, 2).astype(np.float32), np.full(2, 1.5, np.float32)))
    return np.where(body, labels, AIR)


def painted(rng, labels, target):
    own = rng.uniform(0, 1)
    values = brightnesses(rng, 40, own, near_shares=[0.0, 0.15, 0.4], spread=0.05)
    values[AIR] = -rng.uniform(0.2, 5)
    rough = rng.uniform(0, 0.12, 40) * (rng.random(40) < 0.7)
    image = values[labels] + rough[labels] * texture(rng)
    if rng.random() < 0.5:
        near = ndimage.binary_dilation(target, iterations=int(rng.integers(1, 5)))
        gap = near & (smooth_noise(rng, same(rng.integers(3, 8)))[0] > rng.uniform(-1.5, 1.0))
        image = np.where(gap, rng.uniform(-0.4, 1.4), image)
    inner = own + texture(rng) * rng.uniform(0, 0.12) + smooth_noise(rng, same(3))[0] * rng.uniform(0, 0.1)
    if rng.random() < 0.35:
        spots = smooth_noise(rng, same(rng.integers(8, 28)))[0] > rng.uniform(1.0, 2.2)
        inner = np.where(spots, rng.uniform(-0.3, 1.3), inner)
    if rng.random() < 0.2:
        deep = ndimage.distance_transform_edt(target)
        inner = np.where(deep > rng.uniform(0.1, 0.6) * deep.max(), own + rng.uniform(-0.5, 0.5), inner)
    return np.where(target, inner, image).astype(np.float32)


def scanned(rng, image):
    """The image as a scanner has it: blurred, in coarse pixels, in noise and uneven light; the same size again."""
    size = tuple(int(n) for n in np.clip(rng.uniform(36, 140) * np.exp(rng.normal(0, 0.15, 2)), 28, SIDE))
    light = np.exp(smooth_noise(rng, same(3))[0] * rng.uniform(0, 0.15))
    blurred = ndimage.gaussian_filter(image * light, rng.uniform(0.3, 1.5))
    small = F.interpolate(torch.from_numpy(blurred)[None, None].float(), size, mode="area")
    small += torch.from_numpy(rng.standard_normal(size).astype(np.float32)) * float(rng.uniform(0, 0.2) * rng.random())
    return F.interpolate(small, (SIDE, SIDE), mode="bilinear", align_corners=False)[0, 0].numpy()


def random_slice(rng):
    """An image and the mask of one object, [128, 128] each."""
    while True:
        labels = with_air(rng, with_organs(rng, packed_neighbours(rng), 24))
        target = target_of(rng, labels)
        if 24 < target.sum() < 0.6 * SIDE * SIDE:
            return scanned(rng, painted(rng, labels, target)), target
