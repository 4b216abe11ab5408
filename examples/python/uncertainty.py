"""A month of low-dose naltrexone is drawn over documented ranges, and its parameters are ranked.

The screening needs SALib: pip install 'opiodyn[sensitivity]'.
"""

import time

import opiodyn as od

model = od.Model(biophase="transient")
month = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")

# Every parameter is drawn over its documented range, by the rules of docs/uncertainty.md.
found = od.uncertainty(month, model=model, draws=200)
print(found)
print(found.table[["value", "low", "median", "high", "failed"]].round(3).to_string())

# Which of them move the tone, and how much from one end of the range to the other?
start = time.perf_counter()
table = od.screen(month, model=model)
seconds = time.perf_counter() - start
print(f"a Morris screen of {table.attrs['runs']} runs took {seconds:.1f} s")
print(table.loc["tone.mu.mean"].head(6).round(3).to_string())
