#!/usr/bin/env python3
"""Writes images/ in the formats that data sets come in, and pillow.golden.json with what Pillow sees in them.

Needs Debian's python3-pil and python3-sklearn (for its photograph flower.jpg); made with Pillow 9.4.0.
Run it in this folder.
"""

import base64
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
import sklearn.datasets
from PIL import Image, ImageOps

FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def file(name: str) -> Path:
    """Each format has a folder of its own."""
    path = Path("images", Path(name).suffix[1:], name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


photo = Image.open(Path(sklearn.datasets.__file__).parent / "images" / "flower.jpg").convert("RGB")
photo = photo.crop((150, 40, 510, 310)).resize((120, 90), FILTERS["bicubic"])


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(pixels: np.ndarray, depth: int, colour_type: int, extra: bytes = b"") -> bytes:
    """A PNG as Pillow cannot write it. pixels: [height, rows' bytes]."""
    height, row = pixels.shape
    width = row * 8 // depth // {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour_type]
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b"")


def deep(image: Image.Image) -> np.ndarray:
    """16-bit values whose high bytes are the image and whose low bytes are noise, big-endian."""
    values = np.asarray(image)
    low = (np.arange(values.size).reshape(values.shape) * 2654435761 >> 24) & 255
    return (values.astype(np.uint16) * 256 + low.astype(np.uint16)).astype(">u2").view(np.uint8).reshape(len(values), -1)


def save(name: str, image: Image.Image, **options) -> None:
    image.save(file(name), **options)


exif = Image.Exif()
save("photo-420.jpg", photo, quality=85)
save("photo-444.jpg", photo, quality=92, subsampling=0)
save("photo-422.jpg", photo.crop((0, 0, 117, 83)), quality=80, subsampling=1)
save("progressive.jpg", photo, quality=85, progressive=True)
save("grey.jpg", photo.convert("L"), quality=85)
save("cmyk.jpg", photo.convert("CMYK"), quality=85)
for orientation in range(2, 9):
    exif[0x0112] = orientation
    save(f"orientation-{orientation}.jpg", photo.resize((40, 30)), quality=85, exif=exif)
save("colour.png", photo.resize((60, 45)))
save("grey.png", photo.convert("L").resize((60, 45)))
alpha = Image.fromarray((np.indices((45, 60)).sum(0) * 2).astype(np.uint8))
rgba = photo.resize((60, 45)).copy()
rgba.putalpha(alpha)
save("alpha.png", rgba)
grey_alpha = photo.convert("L").resize((60, 45))
grey_alpha.putalpha(alpha)
save("grey-alpha.png", grey_alpha)
save("palette.png", photo.resize((60, 45)).quantize(64), transparency=3)
save("one-bit.png", photo.convert("L").resize((60, 45)).point(lambda v: 255 * (v > 100)).convert("1"))
save("lossless.webp", photo.resize((60, 45)), lossless=True)
save("lossy.webp", photo, quality=80)
save("still.gif", photo.resize((60, 45)).quantize(64))
small = photo.resize((60, 45))
file("deep-colour.png").write_bytes(png(deep(small), 16, 2))
file("deep-grey.png").write_bytes(png(deep(small.convert("L")), 16, 0))
file("deep-alpha.png").write_bytes(png(deep(rgba), 16, 6))


def opened(path: Path) -> Image.Image:
    """As training code opens an image, turned upright; grey stays grey."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I"):
        # Pillow clips 16-bit grey at 255; its high byte is what it takes of 16-bit colour.
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    return image.convert("L" if image.mode in ("1", "L", "LA") else "RGB")


def crop(image: Image.Image, spec: dict) -> bytes:
    image = image.convert("L" if spec["colour"] == "grey" else "RGB")
    width, height = image.size
    side = spec["shorterSide"]
    size = (side, int(side * height / width)) if width <= height else (int(side * width / height), side)
    image = image.resize(size, FILTERS[spec["interpolation"]])
    top = int(round((image.height - spec["height"]) / 2))
    left = int(round((image.width - spec["width"]) / 2))
    return image.crop((left, top, left + spec["width"], top + spec["height"])).tobytes()


SPECS = [
    {"height": 24, "width": 24, "shorterSide": 26, "interpolation": "bilinear", "colour": "rgb"},
    {"height": 20, "width": 28, "shorterSide": 28, "interpolation": "bicubic", "colour": "rgb"},
    {"height": 24, "width": 24, "shorterSide": 24, "interpolation": "bicubic", "colour": "grey"},
]

images = {}
for path in sorted(Path("images").glob("*/*"), key=lambda path: path.name):
    image = opened(path)
    specs = SPECS if "orientation" not in path.name else SPECS[:1]
    centre = {**SPECS[0], "shorterSide": min(image.size)}
    images[path.name] = {
        "height": image.height,
        "width": image.width,
        "channels": 1 if image.mode == "L" else 3,
        "crops": [
            {"spec": spec, "expected": base64.b64encode(crop(image, spec)).decode()} for spec in (centre, *specs)
        ],
    }

with open("pillow.golden.json", "w") as file:
    json.dump({"pillow": PIL.__version__, "images": images}, file, indent=1)
    file.write("\n")
