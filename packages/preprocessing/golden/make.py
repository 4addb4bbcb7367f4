#!/usr/bin/env python3
"""Writes pillow.golden.json: images resized and cropped by Pillow as torchvision places them.

Needs Debian's python3-pil (made with Pillow 9.4.0). Run it in this folder.
"""

import base64
import json
import math

import PIL
from PIL import Image

FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def noise(seed: int, length: int) -> bytes:
    """High contrast, so that bicubic overshoots and is clipped."""
    state, out = seed, bytearray()
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(state >> 23)
    return bytes(out)


def gradient(height: int, width: int, channels: int) -> bytes:
    return bytes(
        int(127.5 + 127.5 * math.sin((x * (c + 1) + 2 * y) / 7))
        for y in range(height)
        for x in range(width)
        for c in range(channels)
    )


def size_for(image: Image.Image, spec: dict) -> tuple[int, int]:
    """(width, height) as torchvision's Resize, or just covering the crop when no side is asked for."""
    width, height = image.size
    side = spec.get("shorterSide")
    if side is not None:
        return (side, int(side * height / width)) if width <= height else (int(side * width / height), side)
    if spec["height"] * width > spec["width"] * height:
        return max(spec["width"], int(spec["height"] * width / height)), spec["height"]
    return spec["width"], max(spec["height"], int(spec["width"] * height / width))


def prepare(image: Image.Image, spec: dict) -> Image.Image:
    if spec["colour"] == "grey":
        image = image.convert("L")
    image = image.resize(size_for(image, spec), FILTERS[spec["interpolation"]])
    top = int(round((image.height - spec["height"]) / 2))
    left = int(round((image.width - spec["width"]) / 2))
    image = image.crop((left, top, left + spec["width"], top + spec["height"]))
    if spec["colour"] != "grey":
        image = image.convert("RGB")
    if spec["colour"] == "bgr":
        image = Image.merge("RGB", image.split()[::-1])
    return image


SOURCES = {
    "digit": (8, 8, 1, noise(1, 64)),
    "garment": (28, 28, 1, gradient(28, 28, 1)),
    "tall": (53, 37, 3, noise(2, 53 * 37 * 3)),
    "wide": (45, 61, 3, gradient(45, 61, 3)),
    "large": (90, 120, 3, noise(3, 90 * 120 * 3)),
}

CASES = [
    ("digit", {"height": 8, "width": 8, "colour": "grey"}),
    ("digit", {"height": 28, "width": 28, "colour": "grey"}),
    ("digit", {"height": 20, "width": 20, "shorterSide": 23, "colour": "rgb"}),
    ("garment", {"height": 32, "width": 32, "colour": "rgb"}),
    ("garment", {"height": 11, "width": 11, "colour": "grey"}),
    ("tall", {"height": 24, "width": 24, "shorterSide": 28, "colour": "rgb"}),
    ("tall", {"height": 21, "width": 30, "colour": "bgr"}),
    ("wide", {"height": 33, "width": 32, "shorterSide": 35, "colour": "rgb"}),
    ("wide", {"height": 45, "width": 45, "shorterSide": 45, "colour": "grey"}),
    ("large", {"height": 28, "width": 28, "shorterSide": 32, "colour": "bgr"}),
    ("large", {"height": 28, "width": 28, "colour": "grey"}),
    ("large", {"height": 1, "width": 1, "colour": "rgb"}),
]

encode = lambda data: base64.b64encode(data).decode()  # noqa: E731

sources = {}
for name, (height, width, channels, pixels) in SOURCES.items():
    sources[name] = {"height": height, "width": width, "channels": channels, "pixels": encode(pixels)}

cases = []
for source, base in CASES:
    height, width, channels, pixels = SOURCES[source]
    image = Image.frombytes("L" if channels == 1 else "RGB", (width, height), pixels)
    for interpolation in FILTERS:
        spec = {**base, "interpolation": interpolation}
        cases.append({"source": source, "spec": spec, "expected": encode(prepare(image, spec).tobytes())})

with open("pillow.golden.json", "w") as file:
    json.dump({"pillow": PIL.__version__, "sources": sources, "cases": cases}, file, indent=1)
    file.write("\n")
