"""A drug of your own gets plain pharmacokinetics first, and then a receptor."""

import numpy as np

import opiodyn as od

drug = od.Drug(
    "mydrug",
    molar_mass=300.0,  # g/mol
    CL=1.1,  # L/h
    V=[20.0],  # L
    absorption=[od.FirstOrder(ka=1.5)],  # 1/h
)
times = np.linspace(0.0, 48.0, 193)

# No receptors and no peptides: a linear model, solved exactly.
pk = od.Model(drugs=[drug], receptors=[], endogenous=[])
run = od.simulate(od.dose("mydrug", amt=100.0), model=pk, times=times)

ka, ke = 1.5, 1.1 / 20.0
formula = 100.0 * ka / (ka - ke) * (np.exp(-ke * times) - np.exp(-ka * times))
error = np.max(np.abs(run.amount("mydrug", "central") - formula))
print(f"solver: {run.provenance['solver']['method']}; largest difference from the formula:")
print(f"{error:.1e} mg of a peak of {formula.max():.1f} mg")

# The same drug as a weak partial agonist at mu, against beta-endorphin.
binding = od.Binding("mydrug", "mu", K=500.0, koff=60.0, tau=1.0)  # nM, 1/h
model = od.Model(
    biophase="plasma",
    drugs=[drug],
    receptors=["mu"],
    endogenous=["beta-endorphin"],
    bindings=[binding],
)
bound = od.simulate(od.dose("mydrug", amt=10.0, ii=12.0, addl=3), model=model)
print(bound.summary().to_string(float_format="{:.3g}".format))
