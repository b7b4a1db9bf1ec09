"""Results become files that people carry into a meeting or paste into a thesis: workbook, Word document, web page."""
