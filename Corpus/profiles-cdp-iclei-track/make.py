#!/usr/bin/env python3
"""Makes the dumps of this folder from their truth: page, PDF, raster, OCR.

    make.py WORKDIR [NAME…]

Needs chromium, pdftoppm and tesseract with its English model (which is all that reads the pages, whatever their script), and
fonts for the scripts used (DejaVu has Georgian). Writes NAME.txt beside this file. The cities are made up; the form's questions
are set as the questionnaire has them, one label a line, the answer beside it or under it.
"""
import html
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent

JURISDICTION = [
    ("country", "Country/Area"), ("name", "Jurisdiction name"), ("boundary", "Administrative boundary"), ("leader_title", "Leader title"),
    ("population", "Current (or most recent) population size"), ("population_year", "Population year"),
    ("area", "Land area of the jurisdiction boundary (in square km)"),
]
HEADINGS = {
    "climate_oversight": "(1.1) Provide details of your jurisdiction’s oversight of climate-related risks and opportunities and how these issues have impacted your jurisdiction’s planning.",
    "risk_assessment": "(2.1) Has a climate risk and vulnerability assessment been undertaken for your jurisdiction? If not, please indicate why.",
    "hazard": "(2.2) Provide details on the most significant climate hazards faced by your jurisdiction.",
    "has_inventory": "(3.1) Does your jurisdiction have a community-wide emissions inventory to report?",
    "target": "(5.1a) Provide details of your emissions reduction target(s). Please report both long-term and mid-term targets, if applicable.",
    "climate_action_plan": "(8.1) Provide details of your climate action plan or strategy that addresses climate mitigation, adaptation (resilience) and/or energy.",
    "adaptation_action": "(9.1) Describe the outcomes of the most significant adaptation actions your jurisdiction is currently undertaking.",
    "mitigation_action": "(9.2) Describe the outcomes of the most significant mitigation actions your jurisdiction is currently undertaking.",
}
MODULES = {"climate_oversight": "Governance", "risk_assessment": "Assessment", "target": "Targets", "climate_action_plan": "Planning",
           "adaptation_action": "Actions"}
GROUPS = {"hazard": "Hazard", "target": "Target", "adaptation_action": "Action", "mitigation_action": "Action"}
ACTION = {"action": "Action title:", "status": "Status of action:", "start_year": "Start year of action:", "end_year": "End year of action:",
          "cost": "Total cost of the project (US dollars):", "description": "Action description and implementation progress"}
LABELS = {
    "climate_oversight": {"process": "Oversight of climate-related issues:", "impact": "Impact on the jurisdiction’s planning:"},
    "risk_assessment": {"response": None, "explanation": "Please explain:"},
    "has_inventory": {"response": None, "explanation": "Please explain:"},
    "hazard": {
        "hazard": "Climate-related hazards:", "groups": "Vulnerable population groups most exposed:", "sectors": "Sectors most exposed:",
        "impacts": "Describe the impacts on vulnerable populations and sectors:", "probability": "Current probability of hazard:",
        "magnitude": "Current magnitude of hazard:", "intensity": "Expected future change in hazard intensity:",
        "frequency": "Expected future change in hazard frequency:", "time_frame": "Timeframe of expected future changes:",
        "exposed_share": "Proportion of the population exposed to the hazard:"},
    "target": {
        "target_type": "Target type:", "boundary": "Boundary of target relative to jurisdiction boundary:",
        "adopted": "Date on which the target was adopted:", "base_year": "Base year:",
        "base_year_emissions": "Emissions in base year (metric tonnes CO2e):", "target_year": "Target year:",
        "reduction": "Percentage of emissions reduction (including offsets and carbon dioxide removal):",
        "achieved": "Percentage of emissions target achieved so far:", "comment": "Comment"},
    "climate_action_plan": {
        "title": "Publication title:", "approved": "Year of formal approval:", "end_year": "End year of plan:", "link": "Link:",
        "stakeholders": "Stakeholders actively engaged in the development of the plan"},
    "adaptation_action": ACTION | {"hazards": "Climate hazard(s) that action addresses:",
                                   "covered": "Total cost provided by the local government (percentage):"},
    "mitigation_action": ACTION | {"sector": "Emissions sector addressed:",
                                   "reduction": "Estimated annual emissions reductions (metric tonnes CO2e):", "energy": "Energy savings (MWh):"},
}
STYLE = """
@page { size: A4; margin: 24mm 18mm 24mm 18mm;
  @top-left { content: "HEAD"; font: 8.5pt 'Liberation Sans'; color: #444; }
  @bottom-left { content: "Page " counter(page) " of " counter(pages); font: 8.5pt 'Liberation Sans'; color: #444; } }
body { font-family: 'Liberation Sans', 'DejaVu Sans', sans-serif; font-size: 10.5pt; line-height: 1.4; }
h1 { font-size: 17pt; } h2 { font-size: 12pt; margin-top: 14pt; } h3 { font-size: 11pt; }
h1, h2, h3 { break-after: avoid; }
p { margin: 3pt 0; } b { font-weight: 600; }
"""


def blocks(truth):
    """The page's blocks in order, each as HTML."""
    yield "<h2>(0.1) Provide details of your jurisdiction in the table below.</h2>"
    for key, label in JURISDICTION:
        if key in truth["profile"]:
            yield line(label + ":", truth["profile"][key]["text"])
    question = None
    for record in truth["indicators"]:
        kind = record["id"]
        if kind == "target" and question != "target" and "inventory" in truth:
            yield from inventory(truth["inventory"])
        if kind != question:
            if kind in MODULES:
                yield f"<h1>{MODULES[kind]}</h1>"
            yield f"<h2>{html.escape(HEADINGS[kind])}</h2>"
            question = kind
        if kind in GROUPS:
            yield f"<h3>{GROUPS[kind]} {record['number']}</h3>"
        for field, content in record["fields"].items():
            label = LABELS[kind][field]
            if label is None:
                yield f"<p>{html.escape(content['text'])}</p>"
            elif label.endswith(":") and not content.get("below"):
                yield line(label, content["text"])
            else:
                yield f"<p><b>{html.escape(label)}</b></p><p>{html.escape(content['text'])}</p>"
            if "last_update" in content:
                yield line("Last updated on:", content["last_update"]["text"])


def inventory(parts):
    yield "<h2>(3.1a) Provide information on and a breakdown by sector of your community-wide emissions inventory.</h2>"
    for label, key in [("Year covered by main inventory:", "year"), ("Population in inventory year:", "population"),
                       ("Primary methodology/framework:", "methodology")]:
        if key in parts:
            yield line(label, parts[key]["text"])
    for sector in parts["sectors"]:
        yield f"<p><b>{sector['sector']}:</b> {sector['text']} metric tonnes CO2e</p>"
    yield f"<p><b>TOTAL BASIC emissions:</b> {parts['total']['text']} metric tonnes CO2e</p>"


def line(label, text):
    return f"<p><b>{html.escape(label)}</b> {html.escape(text)}</p>"


def page(truth):
    """The HTML of the print, with its running head and foot."""
    head = f"CDP-ICLEI Track 2023 public response of {truth['profile']['name']['text']}"
    return f"<!doctype html><meta charset=utf-8><style>{STYLE.replace('HEAD', head)}</style><body>{''.join(blocks(truth))}"


def main():
    work = pathlib.Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.name.removesuffix(".truth.json") for path in HERE.glob("*.truth.json"))
    for name in names:
        truth = json.loads((HERE / f"{name}.truth.json").read_text())
        source = work / f"{name}.html"
        source.write_text(page(truth))
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                        f"--print-to-pdf={work / name}.pdf", source.resolve().as_uri()], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["pdftoppm", "-r", str(truth.get("dpi", 150)), "-gray", f"{work / name}.pdf", work / name], check=True)
        text = []
        for image in sorted(work.glob(f"{name}-*.pgm")):
            text.append(subprocess.run(["tesseract", image, "-", "-l", "eng", "--psm", "4"], check=True, capture_output=True,
                                       text=True).stdout.rstrip("\f"))
        (HERE / f"{name}.txt").write_text("\f".join(text))
        print(name, len(text), "pages")


if __name__ == "__main__":
    main()
