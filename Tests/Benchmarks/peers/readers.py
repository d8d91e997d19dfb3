"""The peers: each makes of a dump's text a list of indicators.

An indicator is {"area": int, "theme": str, "title": str, "fields": {id: {"text": str, "date": str or None}}}.
"""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FIELDS = ("description", "baseline", "target")


class TextFSM:
    def __init__(self):
        import textfsm
        with open(os.path.join(HERE, "citieswithnature.textfsm"), encoding="utf-8") as template:
            self.machine = textfsm.TextFSM(template)

    def read(self, text):
        self.machine.Reset()
        rows = [dict(zip(self.machine.header, row)) for row in self.machine.ParseText(text)]
        return [self.indicator(row) for row in rows]

    @staticmethod
    def indicator(row):
        fields = {}
        for field in FIELDS:
            lines = row[field.capitalize()]
            if lines:
                fields[field] = {"text": "\n".join(lines), "date": row[field.capitalize() + "Date"] or None}
        return {"area": int(row["Area"] or 0), "theme": row["Theme"], "title": row["Title"], "fields": fields}


class TTP:
    def __init__(self):
        from ttp import ttp
        self.make = ttp
        with open(os.path.join(HERE, "citieswithnature.ttp"), encoding="utf-8") as template:
            self.parser = ttp(template=template.read())

    def read(self, text):
        self.parser.clear_input()
        self.parser.clear_result()
        self.parser.add_input(text)
        self.parser.parse(one=True)
        result = self.parser.result()[0][0]
        if isinstance(result, list):
            result = result[0] if result else {}
        return [
            self.indicator(area, theme, row)
            for area in result.get("areas", []) for theme in area.get("themes", []) for row in theme.get("indicators", [])
        ]

    @staticmethod
    def indicator(area, theme, row):
        fields = {}
        for field in FIELDS:
            value = row.get(field)
            if isinstance(value, list):
                value = value[0]
            if value and value.get("text"):
                fields[field] = {"text": value["text"], "date": value.get("date")}
        return {"area": int(area.get("area") or 0), "theme": theme.get("theme", ""), "title": row.get("title", ""), "fields": fields}


class Ftfy:
    """Repairs the text and reads no fields; for speed only."""

    def __init__(self):
        import ftfy
        self.fix = ftfy.fix_text

    def read(self, text):
        self.fix(text)
        return []


READERS = {"textfsm": TextFSM, "ttp": TTP, "ftfy": Ftfy}
