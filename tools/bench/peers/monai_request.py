"""The bench's request as MONAI does it: one process, one request for each line on stdin, its milliseconds on stdout.

    python monai_request.py IMAGE.nii.gz OUT.nii.gz

Needs monai, torch and nibabel. The chain is the one of light-model.ts, in MONAI's own transforms and inferer with
their defaults; the network is the same 3 x 3 x 3 mean, as a torch convolution. Importing is not timed.
"""

import sys
import time

import monai
import nibabel
import numpy
import torch
from monai.data import decollate_batch
from monai.inferers import SlidingWindowInferer
from monai.transforms import (
    Compose, CropForegroundd, EnsureChannelFirstd, Invertd, LoadImaged, Orientationd, ScaleIntensityRanged, Spacingd,
)

image, out = sys.argv[1:3]
pre = Compose([
    LoadImaged("image"),
    EnsureChannelFirstd("image"),
    Orientationd("image", axcodes="RAS"),
    Spacingd("image", pixdim=(1.5, 1.5, 2.0), mode="bilinear"),
    ScaleIntensityRanged("image", a_min=-57, a_max=164, b_min=0, b_max=1, clip=True),
    CropForegroundd("image", source_key="image"),
])
invert = Invertd("pred", transform=pre, orig_keys="image", nearest_interp=False, to_tensor=True)
network = torch.nn.Conv3d(1, 2, 3, padding=1)
with torch.no_grad():
    network.weight[0] = -8 / 27
    network.weight[1] = 8 / 27
    network.bias[:] = torch.tensor([6.0, -6.0])
inferer = SlidingWindowInferer((96, 96, 96), overlap=0.25)


def request():
    data = pre({"image": image})
    with torch.no_grad():
        data["pred"] = torch.softmax(inferer(data["image"][None], network)[0], dim=0)
    mask = invert(data)["pred"].argmax(dim=0).numpy().astype(numpy.uint8)
    source = nibabel.load(image)
    nibabel.save(nibabel.Nifti1Image(mask, source.affine, dtype=numpy.uint8), out)


print(f"MONAI {monai.__version__} on torch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
for _ in sys.stdin:
    started = time.perf_counter()
    request()
    print((time.perf_counter() - started) * 1000, flush=True)
