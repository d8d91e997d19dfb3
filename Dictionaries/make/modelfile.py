"""Reads and writes the container that Sources/Palimpsest/Model/ModelFile.swift reads: named sections of little-endian numbers."""
import struct
import numpy as np


def write(path, revision, sections):
    """sections: {name: numpy array or bytes}, in order. Each begins at a multiple of 64 bytes."""
    blobs = [(name.encode().ljust(8, b'\0'), data if isinstance(data, bytes) else np.ascontiguousarray(data).astype(data.dtype.newbyteorder('<')).tobytes())
             for name, data in sections.items()]
    assert all(len(name) == 8 for name, _ in blobs), 'names have at most 8 bytes'
    at = 16 + 24 * len(blobs)
    head = b'PALIMOD1' + struct.pack('<II', len(blobs), revision)
    body = b''
    for name, data in blobs:
        at_aligned = (at + 63) // 64 * 64
        body += b'\0' * (at_aligned - at)
        head += name + struct.pack('<QQ', at_aligned, len(data))
        body += data
        at = at_aligned + len(data)
    with open(path, 'wb') as f: f.write(head + body)


def read(path):
    """The revision of a model and its sections, each as bytes."""
    data = open(path, 'rb').read()
    count, revision = struct.unpack_from('<II', data, 8)
    entries = [struct.unpack_from('<8sQQ', data, 16 + 24 * i) for i in range(count)]
    return revision, {name.rstrip(b'\0').decode(): data[at:at + size] for name, at, size in entries}


def quantised(weights):
    """8-bit weights and their scale; the largest hundred-thousandth is clipped."""
    top = float(np.quantile(np.abs(weights[weights != 0]), 0.9999)) if np.any(weights) else 1.0
    scale = top / 127
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), np.array([scale], np.float32)
