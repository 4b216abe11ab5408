"""The objective of a problem in PEtab, by the formulas of its definition.

https://petab.readthedocs.io/en/latest/v1/documentation_data_format.html tells how tables become a
likelihood. Simulations are those of libRoadRunner. Nothing here is of opiodyn.
"""

import json
import math

import numpy as np
import pandas as pd
from scipy import stats

from engines import by_roadrunner
from sbml_runs import with_values


class Problem:
    """A problem is a folder with the files that problem.yaml names."""

    def __init__(self, folder):
        text = (folder / "problem.yaml").read_text(encoding="utf-8").partition("\n")[2]
        plan = json.loads(text)
        (named,) = plan["problems"]
        self.folder = folder
        self.sbml = (folder / named["sbml_files"][0]).read_text(encoding="utf-8")
        self.conditions = self._table(named["condition_files"][0], "conditionId")
        self.observables = self._table(named["observable_files"][0], "observableId")
        self.measurements = self._table(named["measurement_files"][0])
        self.parameters = self._table(plan["parameter_file"], "parameterId")

    def _table(self, name, index=None):
        frame = pd.read_csv(self.folder / name, sep="\t")
        return frame if index is None else frame.set_index(index)

    def simulations(self):
        """The table of measurements with what is simulated for nominal values."""
        nominal = self.parameters["nominalValue"].to_dict()
        found = self.measurements.rename(columns={"measurement": "simulation"})
        found["simulation"] = np.nan
        formulas = self.observables["observableFormula"]
        for condition, rows in found.groupby("simulationConditionId"):
            own = self.conditions.loc[condition].drop("conditionName").to_dict()
            of_model = {k: v for k, v in nominal.items() if f'id="{k}"' in self.sbml}
            text = with_values(self.sbml, {**of_model, **own})
            times = np.unique(rows["time"])
            table = by_roadrunner(text, list(formulas), times)
            for row in rows.index:
                column = formulas.index.get_loc(found.loc[row, "observableId"])
                place = np.searchsorted(times, found.loc[row, "time"])
                found.loc[row, "simulation"] = table[place, column]
        return found

    def objective(self):
        """Minus the logarithm of likelihood times priors, for nominal values."""
        nominal = self.parameters["nominalValue"].to_dict()
        simulated = self.simulations()["simulation"]
        total = 0.0
        for row, f in zip(self.measurements.itertuples(), simulated, strict=True):
            observable = self.observables.loc[row.observableId]
            known = {**nominal, observable["observableFormula"]: f, "sqrt": math.sqrt}
            sigma = eval(str(observable["noiseFormula"]).replace("^", "**"), {}, known)
            m = row.measurement
            if observable["observableTransformation"] == "log":
                total -= stats.norm.logpdf(math.log(m), math.log(f), sigma) - math.log(m)
            else:
                total -= stats.norm.logpdf(m, f, sigma)
        return total - self._priors()

    def _priors(self):
        if "objectivePriorType" not in self.parameters:
            return 0.0
        total = 0.0
        for row in self.parameters.dropna(subset="objectivePriorType").itertuples():
            centre, spread = map(float, row.objectivePriorParameters.split(";"))
            if row.objectivePriorType == "logNormal":
                law = stats.lognorm(spread, scale=math.exp(centre))
            else:
                assert row.objectivePriorType == "normal"
                law = stats.norm(centre, spread)
            total += law.logpdf(row.nominalValue)
        return total
