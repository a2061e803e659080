"""Compute StatBank's response to a query, as recorded and as documented: slow and obvious.

It uses nothing of Kobling, so that two implementations can be compared.
"""

import json
import re
from itertools import product

LIMIT = 1_000_000
BOM = "\ufeff"


class StatBankError(Exception):
    """An error of StatBank: HTTP 400 with a code and a message."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message

    @property
    def body(self):
        said = {"errorTypeCode": self.code, "message": self.message}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def resolve(variable, signs):
    """The (code, text) pairs that a variable's signs choose, in the order of the table."""
    pairs = {value["id"]: value["text"] for value in variable["values"]}
    known = {code.lower(): code for code in pairs}
    wanted, sums = set(), []
    for sign in signs:
        if match := re.fullmatch(r"sum\((.+?)=(.+)\)", sign):
            for code in match[2].split(";"):
                _find(known, code, variable)
            sums.append((match[1], match[1]))
        else:
            wanted |= _resolve_one(variable, known, sign)
    return [pair for pair in pairs.items() if pair[0] in wanted] + sums


def _resolve_one(variable, known, sign):
    """The codes that one sign chooses."""
    if sign.lower() in known:
        return {known[sign.lower()]}
    codes = list(known.values())
    if match := re.fullmatch(r"\((?:-n\+)?(\d+)\)", sign):
        return set(codes[-int(match[1]) :])
    if match := re.fullmatch(r"(?:>=(.+?))?(?:<=(.+))?", sign):
        first = codes.index(_find(known, match[1], variable)) if match[1] else 0
        last = codes.index(_find(known, match[2], variable)) if match[2] else len(codes) - 1
        if first > last:
            raise _no_value(sign, variable)
        return set(codes[first : last + 1])
    if "*" in sign:
        pattern = ".*".join(re.escape(part) for part in sign.split("*"))
        found = {code for code in codes if re.fullmatch(pattern, code, re.IGNORECASE)}
        if not found:
            raise _no_value(sign, variable)
        return found
    raise _no_value(sign, variable)


def _find(known, code, variable):
    if code.lower() not in known:
        raise _no_value(code, variable)
    return known[code.lower()]


def _no_value(code, variable):
    return StatBankError("EXTRACT-NOTFOUND", f"Kan ikke finde værdien: {code} ({variable['id'].upper()})")


class TableResponse:
    """The response to one query: (variable, its (code, text) pairs) for each dimension, and a figure per cell."""

    def __init__(self, table, body):
        self.table, self.body = table, body
        asked = {one["code"].lower(): one for one in body.get("variables", ())}
        known = {variable["id"].lower(): variable for variable in table.variables}
        for code, one in asked.items():
            if code not in known:
                raise StatBankError("EXTRACT-NOTFOUND", f"Kan ikke finde variablen: {one['code']}")
        self.signs = {code: one.get("values", ["*"]) for code, one in asked.items()}
        self.dimensions = [(known[code], resolve(known[code], self.signs[code])) for code in asked]
        for variable in table.variables:
            if variable["id"].lower() not in asked:
                self._left_out(variable)

    def _left_out(self, variable):
        if variable["time"]:
            latest = variable["values"][-1]
            self.dimensions.append((variable, [(latest["id"], latest["text"])]))
        elif not variable["elimination"]:
            raise StatBankError("EXTRACT-NOTALLOWED", f"Der skal vælges værdier for variabel: {variable['text']}")

    @property
    def size(self):
        cells = 1
        for _variable, pairs in self.dimensions:
            cells *= len(pairs)
        return cells

    def figures(self):
        """Yield the cells' codes and figures, the last dimension fastest. Raises KeyError for an unknown figure."""
        asked = [variable["id"] for variable, _pairs in self.dimensions]
        parts = []
        for variable, pairs in self.dimensions:
            sums = self._sums(variable)
            parts.append([sums.get(code, [code]) for code, _text in pairs])
        left_out = [variable["id"] for variable in self.table.variables if variable["id"] not in asked]
        totals = [[self.table.totals[name]] for name in left_out]
        order = [(asked + left_out).index(variable["id"]) for variable in self.table.variables]
        codes = product(*([code for code, _text in pairs] for _variable, pairs in self.dimensions))
        for named, cell in zip(codes, product(*parts), strict=True):
            yield named, self._figure([*cell, *totals], order)

    def _figure(self, parts, order):
        """The sum of the figures that a cell is made of: missing when one of them is."""
        figures = [self.table.figure(cell) for cell in product(*[parts[place] for place in order])]
        return None if None in figures else sum(figures)

    def _sums(self, variable):
        """The codes that are summed under each name."""
        known = {value["id"].lower(): value["id"] for value in variable["values"]}
        signs = (re.fullmatch(r"sum\((.+?)=(.+)\)", sign) for sign in self.signs.get(variable["id"].lower(), ()))
        return {match[1]: [known[code.lower()] for code in match[2].split(";")] for match in signs if match}


def render_jsonstat(response):
    """The answer as JSON-stat, the way StatBank writes it: ContentsCode is put in before Tid."""
    table = response.table
    info = table.info
    contents = {
        "label": "Indhold",
        "category": {
            "index": {info["id"]: 0},
            "label": {info["id"]: info["text"]},
            "unit": {info["id"]: {"base": info["unit"], "decimals": table.decimals}},
        },
    }
    dimension, sizes = {}, []
    for variable, pairs in response.dimensions:
        if variable["time"]:
            dimension["ContentsCode"] = contents
            sizes.append(1)
        dimension[variable["id"]] = {
            "label": variable["text"],
            "category": {"index": {code: place for place, (code, _) in enumerate(pairs)}, "label": dict(pairs)},
        }
        sizes.append(len(pairs))
    names = [variable["text"] for variable, _pairs in response.dimensions]
    figures = [figure for _codes, figure in response.figures()]
    missing = {str(place): ".." for place, figure in enumerate(figures) if figure is None}
    dataset = {
        "dimension": dimension
        | {
            "id": list(dimension),
            "size": sizes,
            "role": {"metric": ["ContentsCode"], "time": [one["id"] for one, _ in response.dimensions if one["time"]]},
        },
        "label": f"{info['text']} efter {', '.join(names[:-1])}, Indhold og {names[-1]}",
        "source": table.source,
        "updated": utc(info["updated"]),
        "value": figures,
        **({"status": missing} if missing else {}),
        "extension": {"px": {"infofile": None, "tableid": info["id"], "decimals": table.decimals}},
    }
    return json.dumps({"dataset": dataset}, ensure_ascii=False, separators=(",", ":")).encode()


def utc(local):
    """08:00 in Copenhagen is 06:00Z in summer and 07:00Z in winter, as it was recorded."""
    summer = "04" <= local[5:7] <= "10"
    return f"{local[:11]}{int(local[11:13]) - (2 if summer else 1):02d}{local[13:]}Z"


def render_csv_lines(response):
    """The answer as CSV: a byte order mark, `;`, CRLF, codes in capitals at the top and INDHOLD as the last column."""
    body, comma = response.body, response.body.get("lang", "da") == "da"
    code_wanted = body.get("valuePresentation", "Default").upper() == "CODE"
    texts = [dict(pairs) for _variable, pairs in response.dimensions]
    heading = [variable["id"].upper() for variable, _pairs in response.dimensions]
    separator = "\t" if body.get("delimiter", "").upper() == "TAB" else ";"
    yield BOM + separator.join([*heading, "INDHOLD"]) + "\r\n"
    for codes, figure in response.figures():
        cells = codes if code_wanted else [text[code] for text, code in zip(texts, codes, strict=True)]
        said = ".." if figure is None else str(figure)
        yield separator.join([*cells, said.replace(".", ",") if comma and figure is not None else said]) + "\r\n"


def respond(table, body, *, too_large="EXTRACT-TOOBIG"):
    """Return the content type, the suffix of the file's name, and the pieces of the body. Raises StatBankError.

    too_large  the code for too many cells: sources differ on whether it is EXTRACT-TOOBIG or REQUEST-LIMIT
    """
    form = body.get("format", "").upper()
    if form not in {"JSONSTAT", "CSV"}:
        raise StatBankError("REQUEST-MISSING", "Format ikke fundet eller ikke gyldigt.")
    response = TableResponse(table, body)
    if response.size > LIMIT:
        raise StatBankError(too_large, "Forespørgslen returnerer for mange observationer")
    if form == "JSONSTAT":
        return "text/json; charset=utf-8", "json", [render_jsonstat(response)]
    return "text/csv; charset=utf-8", "csv", [line.encode() for line in render_csv_lines(response)]
