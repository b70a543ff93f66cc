"""The bench's transforms as MONAI does them: the name of one for each line on stdin, its milliseconds on stdout.

    python monai_transforms.py IMAGE.nii

Needs monai, torch, nibabel and scikit-image. The voxels are those of the bench, as LoadImage gives them; what is
measured, with which arguments, on which masks and scores, is what src/transform-works.ts has under the same names.
Importing and loading are not timed.
"""

import sys
import time

import monai
import numpy
import torch
from monai.apps.deepgrow.transforms import AddGuidanceSignald
from monai.transforms import (
    Compose, CropForeground, FillHoles, GaussianSmooth, Invertd, KeepLargestConnectedComponent, LoadImage,
    NormalizeIntensity, Orientation, Orientationd, Resize, ScaleIntensityRangePercentiles, Spacing, Spacingd,
)
from monai.transforms.utils import get_extreme_points

scan = LoadImage(ensure_channel_first=True)(sys.argv[1])
pixdim, small = (1.5, 1.5, 2), (256, 256, 64)
organs, specks = [(scan > above).to(torch.uint8) for above in (100, 50)]
hollow = ((scan > -500) & (scan < 100)).to(torch.uint8)
chain = Compose([Orientationd("image", axcodes="RAS"), Spacingd("image", pixdim=pixdim, mode="bilinear")])
moved = chain({"image": scan})
clicked = {"image": torch.zeros(1, 128, 128, 128), "guidance": [[[60, 70, 64]], [[90, 20, 30]]]}


def scores(classes):
    level = (moved["image"] + 100) * classes / 300 - 0.5
    logits = torch.cat([4 * label * level - 2 * label * label for label in range(classes)])
    return torch.softmax(logits, dim=0)


def restore(pred, nearest):
    invert = Invertd("pred", transform=chain, orig_keys="image", nearest_interp=nearest, to_tensor=True)
    restored = invert({**moved, "pred": pred})["pred"]
    return restored if nearest else restored.argmax(dim=0)


two, five, labels = scores(2), scores(5), (moved["image"] > 100).to(torch.uint8)
WORKS = {
    "copying the scan": lambda: scan.numpy().astype(numpy.float32, copy=True),
    "orientation": lambda: Orientation("RAS")(scan),
    "orientation, axes permuted": lambda: Orientation("SPR")(scan).contiguous(),
    "spacing, bilinear": lambda: Spacing(pixdim, mode="bilinear")(scan),
    "resize, area": lambda: Resize(small, mode="area")(scan),
    "resize, trilinear": lambda: Resize(small, mode="trilinear")(scan),
    "crop to the foreground": lambda: CropForeground()(scan),
    "normalize, nonzero": lambda: NormalizeIntensity(nonzero=True)(scan),
    "gaussian smooth": lambda: GaussianSmooth(1)(scan),
    "percentiles": lambda: ScaleIntensityRangePercentiles(5, 95, 0, 1)(scan),
    "keep largest": lambda: KeepLargestConnectedComponent()(organs),
    "keep largest, of specks": lambda: KeepLargestConnectedComponent()(specks),
    "fill holes": lambda: FillHoles()(hollow),
    "extreme points": lambda: get_extreme_points(organs[0]),
    "restore scores, 2 classes": lambda: restore(two, False),
    "restore scores, 5 classes": lambda: restore(five, False),
    "restore labels": lambda: restore(labels, True),
    "guidance signal": lambda: AddGuidanceSignald()(clicked),
}

print(f"MONAI {monai.__version__} on torch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
for line in sys.stdin:
    work = WORKS[line.strip()]
    started = time.perf_counter()
    work()
    print((time.perf_counter() - started) * 1000, flush=True)
