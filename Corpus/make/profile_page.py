"""A made-up profile as an HTML page in the manner of the platform, in many looks."""
import html
import random

import wording
from languages import LATIN_FONTS, LANGUAGES, fonts_of, is_rtl

ICONS = {
    "person": '<circle cx="8" cy="5" r="3"/><path d="M2 15a6 6 0 0 1 12 0z"/>',
    "ring": '<circle cx="8" cy="8" r="6" fill="none" stroke="#2b6" stroke-width="2.4"/>',
    "leaf": '<path d="M2 14C2 5 8 2 14 2c0 7-4 11-10 11l-1 2z"/>',
    "house": '<path d="M8 1 1 8h2v7h4v-4h2v4h4V8h2z"/>',
    "star": '<path d="m8 1 2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5z"/>',
    "chart": '<path d="M1 15V8h3v7zm5 0V3h3v12zm5 0V6h3v9z"/>',
}


def look_of(code, chance, model):
    """The layout of one dump, as its truth.json tells it."""
    fonts = fonts_of(code) if LANGUAGES[code].scripts != ("Latn",) else ["Noto Sans CJK SC"]
    px = chance.choice([8.8, 9.6, 11, 11, 12, 12, 13.3])
    return {"latin": chance.choice(LATIN_FONTS[:5] if chance.random() < 0.7 else LATIN_FONTS), "cjk": fonts[min(int(chance.expovariate(0.7)), len(fonts) - 1)], "px": px,
            "w": chance.choice([210, 230, 250, 297]), "h": chance.choice([297, 320, 340]), "cards": chance.random() < 0.5,
            "dpi": chance.choice([d for d in (110, 120, 150, 200, 200, 250, 300) if d * px >= (1400 if model != "chi_sim" else 1250)]),
            "noise": chance.choice([None, None, None, "soft", "hard"]), "psm": chance.choice([3, 3, 3, 1, 6]), "join": chance.choice(["ff", "blank2", "seed"]),
            "icons": chance.random() < 0.6, "columns": chance.random() < 0.25, "model": model,
            "rtl_left": chance.random() < 0.6}


class Page:
    """Collects blocks; every `.text` gets a number, so that a printed line can be traced to its block."""

    def __init__(self, look, code, seed):
        self.look, self.code, self.count, self.parts = look, code, 0, []
        self.chance = random.Random(f"icons {seed}")

    def text(self, text, kind="", lang=False):
        self.count += 1
        tongue = f' lang="{tag(self.code)}"' if lang else ""
        return f'<div class="text {kind}"{tongue} dir="auto" data-block="{self.count}">{html.escape(text)}</div>'

    def add(self, *parts):
        self.parts += parts

    def icon(self):
        if not self.look["icons"]:
            return ""
        return f'<svg viewBox="0 0 16 16">{ICONS[self.chance.choice(list(ICONS))]}</svg>'

    def titled(self, text, kind):
        """A heading with an icon before it: one row, so that both stay together."""
        return f'<div class="row with-icon">{self.icon()}{self.text(text, kind)}</div>'


def tag(code):
    return {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.get(code, code)


def awards(page, group, values, stacked):
    title, intro = wording.INTROS[group]
    cells = "".join(f'<div>{page.text(name)}{page.text(f"{values[tier]}% complete")}</div>' for tier, name in wording.TIERS)
    return f'<div class="card-box">{page.titled(title, "h3").replace("row ", "")}{page.text(intro)}<div class="{"stack" if stacked else "grid"}">{cells}</div></div>'


def overview(page, profile):
    return '<div class="card-box">' + page.text("Overview", "h3") + "".join(
        f'<div class="with-icon">{page.icon()}{page.text(profile[key])}</div>' for key in ("population_raw", "country", "region")) + "</div>"


def head(page, truth):
    profile, groups = truth["profile"], truth["awards"]
    page.add(page.titled("Profile overview", "h1"), page.text(f'{profile["mayor"]}, Mayor of {profile["city"]}', "h2", True),
             page.text("Platform engagement statistics", "h3"), page.text("Achievements", "h3"))
    if page.look["columns"]:
        left = awards(page, "profile_awards", groups["profile_awards"], True) + awards(page, "nature_pathway", groups["nature_pathway"], False)
        right = overview(page, profile) + awards(page, "tools_resources_hub", groups["tools_resources_hub"], False)
        page.add(f'<div class="row pair"><div>{left}</div><div>{right}</div></div>', f'<div class="row">{awards(page, "action_platform", groups["action_platform"], False)}</div>')
        return
    page.add(f'<div class="row pair"><div>{awards(page, "profile_awards", groups["profile_awards"], True)}</div><div>{overview(page, profile)}</div></div>')
    for group in ("nature_pathway", "tools_resources_hub", "action_platform"):
        page.add(f'<div class="row">{awards(page, group, groups[group], False)}</div>')


def action_platform(page, truth):
    page.add('<div class="new-page">', page.titled("The Action Platform", "h1"), page.text(wording.ENDORSEMENT))
    area = theme = None
    for indicator in truth["indicators"]:
        if indicator["action_area"] != area:
            page.add(page.titled(f'Action area {indicator["action_area"]}', "kicker"), page.titled(indicator["action_area_title"], "h2"))
            theme = None
        if indicator["theme"] != theme:
            page.add(page.text(indicator["theme"], "h3"))
        area, theme = indicator["action_area"], indicator["theme"]
        page.add('<div class="card">', page.text(indicator["title"], "h4"))
        for key, label in (("description", "Description of how city is taking action"), ("baseline", "Baseline:"), ("target", "Target:")):
            field = indicator[key]
            if field:
                page.add(page.text(label, "label"), page.text(field["text"], "body", key != "baseline"))
                if field["printed_date"]:
                    page.add(page.text("Last update: " + field["printed_date"], "date"))
        page.add("</div>")
    page.add("</div>")


def pathway(page, truth):
    page.add('<div class="new-page">', page.titled("Nature Pathway", "h1"), page.text(wording.PATHWAY_INTRO))
    stage = None
    for step in truth["nature_pathway"]:
        if step["stage"] != stage:
            stage = step["stage"]
            if not stage.startswith("II. ") or truth["nature_pathway_stage2_heading_present"]:
                page.add(page.text(stage, "h2"))
        page.add(page.text(f'{step["step"]}. {step["title"]}', "h4"), *(page.text(upload, "", True) for upload in step["uploads"] or [wording.NO_UPLOADS]))
    page.add("</div>")


def index(page, truth):
    cbi = truth["cbi"]
    page.add('<div class="new-page">', page.titled("City Biodiversity Index", "h1"), page.text(wording.INDEX_INTRO),
             page.text(f'This city has measured the following total CBI score out of 112 points: {cbi["total"]} Points'))
    for component in cbi["components"]:
        page.add(page.text(component["name"], "h3"), page.text(f'Core Component Total Score: {component["score"]} of {component["max"]} points', "label"))
        if not component["started"]:
            page.add(page.text(f'{truth["profile"]["city"]} has not started on this biodiversity index section'))
        for number, measure in enumerate(component["indicators"], 1):
            page.add(page.text(f'{number}. {measure["title"]}: {measure["score"]} of 4 points'))
    page.add("</div>")


def resources(page, truth):
    page.add('<div class="new-page">', page.titled("Tools & resources", "h1"))
    if not truth["tools_resources"]:
        page.add(page.text(f'{truth["profile"]["city"]} has not yet posted any tools and resources'))
    else:
        page.add(page.text(wording.RESOURCES_INTRO))
    for resource in truth["tools_resources"]:
        page.add(page.text(resource["title"], "h4", True), page.text(f'{resource["type"]} | {resource["printed_date"]}'))
    page.add("</div>")


def style(look, code):
    px = look["px"]
    rules = (f"body{{margin:0;font:{px}px/1.45 '{look['latin']}','{look['cjk']}',sans-serif}}.flow{{margin:0 {round(px * 3.6)}px}}"
             f".text{{margin:{px * 0.35:.1f}px 0}}.h1{{font-size:1.6em;font-weight:700;margin:{px}px 0}}.h2{{font-size:1.3em;font-weight:600}}"
             ".h3{font-size:1.15em;font-weight:600}.h4{font-weight:600}.kicker{color:#275}.label{font-weight:600}.date{color:#555}"
             ".pair{display:grid;grid-template-columns:1.6fr 1fr;gap:24px}.grid{display:grid;grid-template-columns:1fr 1fr 1fr;gap:12px}"
             f".with-icon{{display:flex;gap:6px;align-items:center}}svg{{width:{px * 1.4:.1f}px;height:{px * 1.4:.1f}px;flex:none;fill:#2a7a58}}"
             f".h4,.h3,.h2{{margin-top:{px:.1f}px}}")
    if look["cards"]:
        rules += f".card-box{{border:1px solid #c4cfca;border-radius:6px;padding:{px * 0.6:.1f}px {px:.1f}px;margin:{px * 0.5:.1f}px 0}}"
        rules += f".card{{padding:{px * 0.5:.1f}px {px:.1f}px;margin:{px * 0.8:.1f}px 0}}"
    if is_rtl(code):
        # An English page sets Arabic and Hebrew to the left, unless it knows better.
        rules += ".text{unicode-bidi:plaintext" + (";text-align:left" if look["rtl_left"] else "") + "}"
    return rules


def profile_html(truth, look, seed):
    """The whole page; every block of text is numbered."""
    code = truth["language"]
    page = Page(look, code, seed)
    head(page, truth)
    action_platform(page, truth)
    pathway(page, truth)
    index(page, truth)
    resources(page, truth)
    body = "\n".join(page.parts)
    return f'<!DOCTYPE html><html lang="{tag(code)}"><meta charset="utf-8"><style>{style(look, code)}</style><div class="flow">{body}</div></html>'
