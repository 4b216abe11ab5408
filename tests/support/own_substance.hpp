#pragma once
/// This header makes a drug in the form of a drug file, with one compartment and a binding at mu.

#include <string>
#include <utility>

#include "opiodyn/model.hpp"

namespace support {

inline opiodyn::Parameter supplied(std::string name, double value, std::string unit = "-") {
    opiodyn::Parameter p;
    p.name = std::move(name);
    p.value = p.low = p.high = value;
    p.unit = std::move(unit);
    p.status = "supplied";
    p.sources = {"caller"};
    return p;
}

/// Returns a drug "own" with an oral and an intravenous route.
inline opiodyn::Substance own_substance() {
    opiodyn::Substance s;
    s.name = "own";
    s.kind = opiodyn::LigandKind::drug;
    s.compartments = 1;
    s.routes = {{opiodyn::Route::oral,
                 "own.oral.",
                 "base",
                 {{"own.oral.", opiodyn::InputKind::first_order, 0}}},
                {opiodyn::Route::intravenous, "own.intravenous.", "base", {}}};
    s.receptors = {opiodyn::Receptor::mu};
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, double>>{{"molar_mass", 300.0},
                                                               {"fu", 0.5},
                                                               {"Kp", 1.0},
                                                               {"CL", 10.0},
                                                               {"V1", 20.0},
                                                               {"oral.salt_factor", 1.0},
                                                               {"oral.F", 0.5},
                                                               {"oral.lag", 0.0},
                                                               {"oral.fraction", 1.0},
                                                               {"oral.ka", 1.0},
                                                               {"intravenous.salt_factor", 1.0},
                                                               {"mu.K", 1.0},
                                                               {"mu.koff", 60.0},
                                                               {"mu.tau", 5.0}})
        s.parameters.push_back(supplied(std::string("own.") + name, value));
    return s;
}

/// Returns options of a model of a drug in that form.
inline opiodyn::ModelOptions of_own(opiodyn::Substance s) {
    opiodyn::ModelOptions options;
    options.drugs = {std::move(s)};
    return options;
}

}  // namespace support
