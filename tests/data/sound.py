"""Record files that say nothing wrong, for tests that make one slip in them."""

SEEN = 'source = "Board of Governors, H.4.1"\nseen_in = ["a page"]\nconfidence = "read"\n'
PARAMETER = """[okun]
symbol = "b"
name_zh = "係數"
sector = "economy"
part = "output_and_prices"
unit = "percentage points"
value = 2
low = 1
high = 3
shape = "uniform"
"""
MEASURE = '[cap]\nname_zh = "上限"\nunit = "bn USD per month"\nvalues = [\n{rows}\n]\n'
STEP = '  {{ from = "{start}", {value}, reference = "FOMC", confidence = "read" }},'
OPENING = f"""name_zh = "期初"
bank = "fed"
date = 2008-12-31
unit = "bn USD"
capital = {{ value = 40, {SEEN.replace(chr(10), ", ").rstrip(", ")} }}
[assets.treasuries]
value = 500
{SEEN}[liabilities.reserves]
value = 460
{SEEN}"""
SERIES = f'[gdp]\nname_zh = "產出"\nfrequency = "quarterly"\nunit = "bn USD"\n{SEEN}'
FACT = f"""[assets]
label_zh = "2008 年 8 月底總資產"
value = 910
unit = "bn USD"
as_of = 2008-08-27
publisher = "聯準會"
{SEEN}"""
EVENT = f"""[[event]]
id = "fed-qe1"
date = 2008-11-25
bank = "fed"
kind = "qe"
title_zh = "第一輪購債"
detail_zh = "買房貸證券。"
date_is = "decided"
{SEEN}"""
GROUPS = '[groups]\none = "一組"\n'
TERM = """[{key}]
group = "one"
term_zh = "{zh}"
term_en = "{key}"
definition_zh = "…"
aliases = ["{alias}"]
anchor = "term-{key}"
"""
COVERAGE = "id,chapter,item_zh,kind,anchor,status\n"
