"""Masks of one piece."""

import numpy as np
from scipy import ndimage


def largest_piece(inside):
    """The largest of the pieces that hang together by faces."""
    pieces, count = ndimage.label(inside)
    if count == 0:
        return inside
    return pieces == 1 + np.argmax(np.bincount(pieces.ravel())[1:])
