"""Which characters the OCR takes for which: counts of misread lines, with the likeness of drawn glyphs for what they lack."""
import collections

import numpy as np
from PIL import Image, ImageDraw, ImageFont

# Softmax weights of the likenesses of glyphs, fitted to 4,500 misread characters: log p(read | true, misread) up to a constant.
WEIGHTS = {"fine": 4.76, "gradient": 4.63, "right": -3.12, "top": 1.21, "best half": 0.58, "best half^4": 1.73, "fine^4": 2.83}
FREQUENCY = 0.43
FONTS = [("opentype/noto/NotoSansCJK-Regular.ttc", 2), ("truetype/wqy/wqy-microhei.ttc", 0), ("opentype/noto/NotoSerifCJK-Regular.ttc", 2)]


def aligned(true, read):
    """Pairs (true character or '', read character or '') on the cheapest way from one text to the other (Levenshtein)."""
    n, m = len(true), len(read)
    cost = np.zeros((n + 1, m + 1), np.int32)
    cost[:, 0], cost[0, :] = np.arange(n + 1), np.arange(m + 1)
    for i in range(1, n + 1):
        row, last, c = cost[i], cost[i - 1], true[i - 1]
        best = np.minimum(last[:-1] + [0 if c == d else 1 for d in read], last[1:] + 1)
        left = row[0]
        for j in range(1, m + 1):
            left = min(best[j - 1], left + 1)
            row[j] = left
    pairs, i, j = [], n, m
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + (true[i - 1] != read[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((true[i], read[j]))
        elif j and cost[i, j] == cost[i, j - 1] + 1:
            j -= 1
            pairs.append(("", read[j]))
        else:
            i -= 1
            pairs.append((true[i], ""))
    return pairs[::-1]


def counted(path):
    """How often which character was read as which, from the lines of misread.py."""
    counts = collections.Counter()
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 5:
            counts.update(aligned("".join(fields[3].split()), "".join(fields[4].split())))
    return counts


def boxes(pictures, size):
    count, height, width = pictures.shape
    return pictures.reshape(count, height // size, size, width // size, size).mean((2, 4))


def blurred(pictures):
    kernel = np.array([1, 4, 6, 4, 1], np.float32) / 16
    padded = np.pad(pictures, ((0, 0), (2, 2), (2, 2)))
    rows = sum(kernel[i] * padded[:, i:padded.shape[1] - 4 + i, :] for i in range(5))
    return sum(kernel[i] * rows[:, :, i:rows.shape[2] - 4 + i] for i in range(5))


def cosines(pictures):
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(0)
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
    return flat @ flat.T


def drawn(characters, path, index, size=32):
    font = ImageFont.truetype(str(path), size, index=index)
    pictures = []
    for character in characters:
        image = Image.new("L", (36, 40), 0)
        ImageDraw.Draw(image).text((2, 0), character, font=font, fill=255)
        pictures.append(np.asarray(image, np.float32)[2:38] / 255)
    return np.stack(pictures)


def likeness(characters, fonts):
    """log p(read | true, misread) up to a constant by the looks of the characters alone, [true, read]."""
    kinds = collections.defaultdict(lambda: np.float32(0))
    for path, index in FONTS:
        soft = blurred(drawn(characters, fonts / path, index))
        fine = boxes(soft, 2)
        half = fine.shape[1] // 2
        across, down = np.abs(np.diff(soft, axis=2, prepend=0)), np.abs(np.diff(soft, axis=1, prepend=0))
        pictures = {
            "fine": fine, "gradient": np.concatenate([boxes(across, 4), boxes(down, 4)], 1), "left": fine[:, :, :half],
            "right": fine[:, :, half - 2:], "top": fine[:, :half], "bottom": fine[:, half:],
        }
        for name, picture in pictures.items():
            kinds[name] = kinds[name] + cosines(picture) / len(FONTS)
    kinds["best half"] = np.maximum.reduce([kinds[name] for name in ("left", "right", "top", "bottom")])
    kinds["best half^4"] = kinds["best half"] ** 4
    kinds["fine^4"] = np.maximum(kinds["fine"], 0) ** 4
    return sum(weight * kinds[name] for name, weight in WEIGHTS.items())


def channel(characters, frequency, counts, fonts, trust=6.0):
    """(log of the relative rate at which a character is misread as another, [true, read]; log p(read | an error)).

    Counts stand beside `trust` imagined misreadings of each character that go by looks.
    """
    number = {c: i for i, c in enumerate(characters)}
    size = len(characters)
    seen, misread, output, pairs = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros((size, size), np.float32)
    for (true, read), count in counts.items():
        i, j = number.get(true), number.get(read)
        if i is not None:
            seen[i] += count
            if j is not None and i != j:
                pairs[i, j] += count
                misread[i] += count
        if j is not None and i != j:
            output[j] += count
    popular = np.log(frequency + 3.0)
    score = likeness(characters, fonts) + FREQUENCY * (popular - popular.mean())[None, :]
    np.fill_diagonal(score, -1e9)
    shape = np.exp(score - score.max(1, keepdims=True))
    shape /= shape.sum(1, keepdims=True)
    known = (pairs + trust * shape) / (misread + trust)[:, None]
    usual = misread.sum() / seen.sum()
    rate = (misread + 8 * usual) / (seen + 8) / usual
    prior = np.exp(FREQUENCY * popular)
    output = output + prior / prior.sum() * output.sum()
    return np.log(np.maximum(known, 1e-9)) + np.log(rate)[:, None], np.log(output / output.sum())


def candidates(channel, frequency, keep):
    """For each character read the `keep` that it is most likely misread from, and their channel's log probability."""
    rank = (channel + 0.3 * np.log(frequency + 3.0)[:, None]).T.copy()
    np.fill_diagonal(rank, -1e9)
    best = np.argpartition(-rank, keep, axis=1)[:, :keep]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(rank, best, 1), axis=1), 1)
    return best, np.take_along_axis(channel.T, best, 1)
