#pragma once
/// This header makes small models and drugs for tests. One mg of a drug made here is one nmol, so that no conversion
/// stands between a test and its closed form.

#include <utility>
#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/model.hpp"

namespace support {

inline constexpr double one_nmol_per_mg = 1e6;  // [g/mol]

inline opiodyn::Drug drug(std::string name, double CL, std::vector<double> V,
                          std::vector<double> Q = {}) {
    opiodyn::Drug d;
    d.name = std::move(name);
    d.molar_mass = one_nmol_per_mg;
    d.CL = CL;
    d.V = std::move(V);
    d.Q = std::move(Q);
    return d;
}

/// Returns a model of pharmacokinetics alone.
inline opiodyn::Model pk_model(std::vector<opiodyn::DrugChoice> drugs) {
    opiodyn::ModelOptions options;
    options.drugs = std::move(drugs);
    options.receptors = {};
    options.endogenous = {};
    return opiodyn::Model(std::move(options));
}

/// Returns options that hold receptors and peptides at their drug-free state: pharmacokinetics and binding alone.
inline opiodyn::ModelOptions held(opiodyn::Biophase biophase = opiodyn::Biophase::pet) {
    opiodyn::ModelOptions options;
    options.biophase = biophase;
    options.response = opiodyn::ResponseOptions::none();
    return options;
}

inline opiodyn::Dose dose(std::string name, double mg, opiodyn::Route route, double time = 0.0) {
    opiodyn::Dose d;
    d.drug = std::move(name);
    d.amount = opiodyn::Mass{mg};
    d.route = route;
    d.time = opiodyn::Time{time};
    return d;
}

inline opiodyn::Dose infusion(std::string name, double mg, double hours, double time = 0.0) {
    auto d = dose(std::move(name), mg, opiodyn::Route::intravenous, time);
    d.dur = opiodyn::Time{hours};
    return d;
}

}  // namespace support
