"""A workbook as a Danish office of statistics hands it out. All figures are made up."""

from io import BytesIO

YEARS = (2016, 2017, 2018, 2019)
FIGURES = {"Hele landet": (9.3, 9.1, 8.8, 8.9), "Aalborg": (8.8, 8.6, 8.5, 8.4), "Lilleby": (8.6, 8.2, 8.1, 8.4)}
MEN = 0.4
"""How much higher the figures of men are than those of both."""


def office_workbook(years=YEARS, figures=None, *, title="Tabel 3.1 Unge uden job eller uddannelse") -> bytes:
    """Return a workbook: a title and an empty row, years merged over two columns each, comma decimals, percentages,
    and notes below."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Om tabellen"
    book.active["A1"] = "Statistikken er opgjort pr. 1. november."
    sheet = book.create_sheet("Tabel 3.1")
    sheet["A1"] = f"{title}. Procent af de 16-24-årige"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=1 + 2 * len(years))
    sheet["A4"] = "Kommune"
    for number, year in enumerate(years):
        first = 2 + 2 * number
        sheet.cell(3, first, f"{year}*" if year == max(years) else year)
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=first + 1)
        sheet.cell(4, first, "I alt")
        sheet.cell(4, first + 1, "Mænd")
    for row, (area, values) in enumerate((figures or FIGURES).items(), 5):
        sheet.cell(row, 1, area)
        for number, value in enumerate(values):
            both, men = sheet.cell(row, 2 + 2 * number), sheet.cell(row, 3 + 2 * number)
            if number % 2:
                both.value, both.number_format = round(value / 100, 6), "0.0%"
            else:
                both.value = f"{value:.1f}".replace(".", ",")
            men.value = round(value + MEN, 1)
    last = 5 + len(figures or FIGURES)
    sheet.cell(last + 1, 1, "* Foreløbige tal")
    sheet.cell(last + 2, 1, "Kilde: Danmarks Statistik (opdigtet)")
    content = BytesIO()
    book.save(content)
    return content.getvalue()
