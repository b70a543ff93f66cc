"""The bench's clicks as MONAI does them: one process, one request for each line of clicks on stdin.

    python monai_clicks.py MODEL_FOLDER IMAGE.nii.gz OUT.nii.gz

Needs monai, torch, nibabel and onnxruntime. A line is JSON such as {"foreground": [[x, y, z]], "background": []}; the
answer are the milliseconds of the whole request and, of those, the network's. The chain is the model's own config by
MONAI's transforms, as tools/fixtures/deepgrow-end-to-end.py spells them today. As in MONAI Label, whose session is a
path, each request reads the file anew. The network is the model's file by ONNX Runtime, so that the networks on both
sides are one. Importing and loading are not timed.
"""

import importlib
import json
import sys
import time
from pathlib import Path

import monai
import nibabel
import numpy
import onnxruntime
import torch
from monai.transforms import Compose

sys.path.append(str(Path(__file__).parents[2] / "fixtures"))
spelled = importlib.import_module("deepgrow-end-to-end")

folder, image, out = sys.argv[1:4]
config = json.loads((Path(folder) / "config_aiaa.json").read_text())
pre = Compose([spelled.transform_of(spec) for spec in config["pre_transforms"]])
post = Compose([spelled.transform_of(spec) for spec in config["post_transforms"]])
network = onnxruntime.InferenceSession(str(Path(folder) / "model.onnx"), providers=["CPUExecutionProvider"])


def request(clicks: dict) -> float:
    data = pre({"image": image, **clicks})
    shown = numpy.asarray(data["image"], numpy.float32)[None]
    started = time.perf_counter()
    [scores] = network.run(None, {"INPUT__0": shown})
    taken = time.perf_counter() - started
    data["pred"] = torch.from_numpy(scores[0])
    mask = numpy.asarray(post(data)["pred"]).astype(numpy.uint8)
    nibabel.save(nibabel.Nifti1Image(mask, nibabel.load(image).affine, dtype=numpy.uint8), out)
    return taken


print(f"MONAI {monai.__version__} on torch {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
for line in sys.stdin:
    started = time.perf_counter()
    inside = request(json.loads(line))
    print((time.perf_counter() - started) * 1000, inside * 1000, flush=True)
