"""
Trains a network that corrects the bundled solver of clicks in volumes, on synthetic objects alone.

    python train_refiner.py --views views/deepgrow-3d-views.onnx --out refiner.pt --minutes 30

The views are written by `node tools/models/dist/make-views.js views`. Needs numpy, scipy, torch and onnxruntime; runs on
one core for the network and one for each maker of samples.
"""

import argparse
import os
import time

import numpy as np
import torch
import torch.multiprocessing as processes
import torch.nn.functional as F

import deepgrow_3d_samples
from refiner import Refiner
from synthetic_objects import SIDE
from views import open_views

BATCH = 4
# Cells of the solver's grid, along each axis, that become one of the network's.
TILE = 2


def make_samples(pool, made, options, seed):
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    session = open_views(options.views)
    while True:
        fresh = torch.from_numpy(deepgrow_3d_samples.sample(rng, session)).float()
        fresh = F.avg_pool3d(fresh, TILE).round().byte()
        with made.get_lock():
            slot = made.value % len(pool)
            made.value += 1
        pool[slot] = fresh


def drawn(rng, pool, made):
    """A batch of samples, turned and mirrored at random: which axis is which must not matter."""
    last = min(made.value, len(pool))
    picked = []
    for slot in rng.integers(0, last, BATCH):
        axes = [int(axis) + 1 for axis in rng.permutation(3)]
        mirrored = [axis for axis in (1, 2, 3) if rng.random() < 0.5]
        picked.append(pool[slot].permute(0, *axes).flip(mirrored))
    batch = torch.stack(picked).float()
    return batch[:, :-2] / 127.5 - 1, batch[:, -2:-1] / 255, batch[:, -1:] / 255


def dice_of(probability, truth):
    both = (probability * truth).sum((1, 2, 3, 4))
    return (2 * both + 1) / (probability.sum((1, 2, 3, 4)) + truth.sum((1, 2, 3, 4)) + 1)


def loss_of(logit, inside, truth):
    known = inside.sum((1, 2, 3, 4)) + 1
    entropy = F.binary_cross_entropy_with_logits(logit, truth, reduction="none") * inside
    return (entropy.sum((1, 2, 3, 4)) / known).mean() + 1 - dice_of(torch.sigmoid(logit) * inside, truth).mean()


def train(options, pool, made):
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    net = Refiner(pool.shape[1] - 2).to(memory_format=torch.channels_last_3d)
    if options.resume:
        net.load_state_dict(torch.load(options.resume))
    optimizer = torch.optim.AdamW(net.parameters(), options.rate, weight_decay=1e-4)
    start, steps, seen = time.time(), 0, []
    while (share := (time.time() - start) / (60 * options.minutes)) < 1:
        rate = options.rate * min(1, steps / 50 + 0.02) * min(1, 2 * (1 - share) + 0.01)
        optimizer.param_groups[0]["lr"] = rate
        views, inside, truth = drawn(rng, pool, made)
        with torch.autocast("cpu", torch.bfloat16):
            logit = net(views.contiguous(memory_format=torch.channels_last_3d))
        loss = loss_of(logit.float(), inside, truth)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 3.0)
        optimizer.step()
        steps += 1
        seen.append((loss.item(), hard_dice(logit, inside, truth), hard_dice(views[:, 2:3], inside, truth)))
        if steps % 250 == 0:
            means = " ".join(f"{value:.3f}" for value in np.mean(seen[-250:], 0))
            print(f"{time.time() - start:.0f} s, {steps} steps, {made.value} samples: {means}", flush=True)
            save(net, options.out)
    save(net, options.out)


def save(net, path):
    torch.save(net.state_dict(), path + ".part")
    os.replace(path + ".part", path)


def hard_dice(logit, inside, truth):
    return dice_of((logit > 0).float() * inside, (truth > 0.5).float()).mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--views", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--resume")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--makers", type=int, default=1)
    parser.add_argument("--pool", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    pool = torch.zeros((options.pool, deepgrow_3d_samples.VIEWS + 2, *[SIDE // TILE] * 3), dtype=torch.uint8).share_memory_()
    made = processes.Value("q", 0)
    makers = [
        processes.Process(target=make_samples, args=(pool, made, options, 100 * options.seed + n), daemon=True)
        for n in range(options.makers)
    ]
    for maker in makers:
        maker.start()
    while made.value < min(60, options.pool):
        time.sleep(0.5)
    train(options, pool, made)


if __name__ == "__main__":
    main()
