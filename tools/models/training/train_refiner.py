"""
Trains a network that corrects a bundled solver of clicks, on synthetic objects alone.

    python train_refiner.py deepgrow_2d --views views/deepgrow-2d-views.onnx --out refiner.pt --minutes 30

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

import deepgrow_2d_samples
import deepgrow_3d_samples
from refiner import Refiner
from views import open_views

SAMPLES = {"deepgrow_2d": deepgrow_2d_samples, "deepgrow_3d": deepgrow_3d_samples}
BATCH = {2: 8, 3: 4}
# After so many courses a maker of samples clicks through answers of the network as it is by then.
COURSES = 20


def make_samples(pool, made, options, seed):
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    session, samples = open_views(options.views), SAMPLES[options.model]
    net = Refiner(samples.VIEWS, len(samples.CELLS)).eval()
    while True:
        if os.path.exists(options.out):
            net.load_state_dict(torch.load(options.out))
        for _ in range(COURSES):
            for fresh in samples.course(rng, session, net):
                with made.get_lock():
                    slot = made.value % len(pool)
                    made.value += 1
                pool[slot] = torch.from_numpy(fresh)


def drawn(rng, pool, made):
    """A batch of samples, turned and mirrored at random: which axis is which must not matter."""
    last = min(made.value, len(pool))
    picked = []
    count = pool.dim() - 2
    for slot in rng.integers(0, last, BATCH[count]):
        axes = [int(axis) + 1 for axis in rng.permutation(count)]
        mirrored = [axis for axis in axes if rng.random() < 0.5]
        picked.append(pool[slot].permute(0, *axes).flip(mirrored))
    batch = torch.stack(picked).float()
    return batch[:, :-2] / 127.5 - 1, batch[:, -2:-1] / 255, batch[:, -1:] / 255


def dice_of(probability, truth):
    both = (probability * truth).flatten(1).sum(1)
    return (2 * both + 1) / (probability.flatten(1).sum(1) + truth.flatten(1).sum(1) + 1)


def loss_of(logit, inside, truth):
    known = inside.flatten(1).sum(1) + 1
    entropy = F.binary_cross_entropy_with_logits(logit, truth, reduction="none") * inside
    return (entropy.flatten(1).sum(1) / known).mean() + 1 - dice_of(torch.sigmoid(logit) * inside, truth).mean()


def train(options, pool, made):
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    axes = pool.dim() - 2
    layout = (torch.channels_last, torch.channels_last_3d)[axes - 2]
    net = Refiner(pool.shape[1] - 2, axes).to(memory_format=layout)
    if options.resume:
        net.load_state_dict(torch.load(options.resume))
    optimizer = torch.optim.AdamW(net.parameters(), options.rate, weight_decay=1e-4)
    start, steps, seen = time.time(), 0, []
    while (share := (time.time() - start) / (60 * options.minutes)) < 1:
        rate = options.rate * min(1, steps / 50 + 0.02) * min(1, 2 * (1 - share) + 0.01)
        optimizer.param_groups[0]["lr"] = rate
        views, inside, truth = drawn(rng, pool, made)
        with torch.autocast("cpu", torch.bfloat16):
            logit = net(views.contiguous(memory_format=layout))
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
    parser.add_argument("model", choices=SAMPLES)
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
    samples = SAMPLES[options.model]
    pool = torch.zeros((options.pool, samples.VIEWS + 2, *samples.CELLS), dtype=torch.uint8).share_memory_()
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
