"""The network that works after the solver: a small U-Net that corrects its logit, on cells twice as wide."""

import torch
from torch import nn

LOGIT_VIEW = 2

# The solver is surer of itself than it should be: no logit of it counts for more.
BELIEVED = 2


# Of volumes the answer is small already; slices have room for more levels.
WIDTHS = {2: (16, 32, 48, 64, 64), 3: (16, 32, 64)}


def conv(axes):
    return (nn.Conv2d, nn.Conv3d)[axes - 2]


class Stage(nn.Module):
    """Two convolutions with a residual, normalised over the whole of each group of channels."""

    def __init__(self, channels, axes):
        super().__init__()
        self.norm = (nn.InstanceNorm2d, nn.InstanceNorm3d)[axes - 2](channels, affine=True)
        self.first = conv(axes)(channels, channels, 3, padding=1)
        self.second = conv(axes)(channels, channels, 3, padding=1)

    def forward(self, x):
        return x + self.second(torch.relu(self.first(torch.relu(self.norm(x)))))


class Refiner(nn.Module):
    """Views [n, channels, ...cells] in, a logit [n, 1, ...cells] out; untrained it is the solver's own."""

    def __init__(self, views, axes):
        super().__init__()
        widths = WIDTHS[axes]
        self.mode = ("bilinear", "trilinear")[axes - 2]
        self.enter = conv(axes)(views, widths[0], 3, padding=1)
        steps = list(zip(widths, widths[1:]))
        self.down = nn.ModuleList(conv(axes)(a, b, 2, stride=2) for a, b in steps)
        self.stages = nn.ModuleList(Stage(b, axes) for _, b in steps)
        self.up = nn.ModuleList(conv(axes)(b, a, 1) for a, b in steps)
        self.merge = nn.ModuleList(Stage(a, axes) for a, _ in steps[1:])
        self.border = conv(axes)(widths[0], widths[0], 3, padding=1)
        self.leave = conv(axes)(widths[0], 1, 1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def forward(self, views):
        solver = views[:, LOGIT_VIEW : LOGIT_VIEW + 1] * BELIEVED
        levels = [torch.relu(self.enter(views))]
        for down, stage in zip(self.down, self.stages):
            levels.append(stage(down(levels[-1])))
        x = levels.pop()
        for level in reversed(range(len(levels))):
            x = nn.functional.interpolate(self.up[level](x), scale_factor=2, mode=self.mode) + levels[level]
            x = self.merge[level - 1](x) if level > 0 else torch.relu(self.border(torch.relu(x)))
        return solver + self.leave(x)
