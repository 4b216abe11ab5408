#pragma once
/// This header makes models with response for tests.

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "opiodyn/model.hpp"
#include "opiodyn/odeint.hpp"
#include "support/models.hpp"

namespace support {

/// Returns options with one peptide at each receptor and naltrexone alone, at equilibrium, with an effect site of
/// this half-life [h]. The table of tests/reference/tone_table.cpp is made so: C50 [nM] is the level in the effect
/// site 4 h after the dose that half-occupies mu, and the metabolite does not reach the receptors.
inline opiodyn::ModelOptions one_peptide_each(double half_life, double C50, double phi) {
    opiodyn::ModelOptions options;
    options.binding = opiodyn::BindingMode::equilibrium;
    options.response.adaptation = false;
    options.response.phi = phi;
    options.parameters = {{"naltrexone.ke0", std::numbers::ln2 / half_life},
                          {"naltrexone.Kp", 1.01 * 0.56 / C50},
                          {"6-beta-naltrexol.Kp", 0.0},
                          {"beta-endorphin.mu.e0", 0.01},
                          {"beta-endorphin.delta.e0", 0.0},
                          {"enkephalin.mu.e0", 0.0},
                          {"enkephalin.delta.e0", 0.05},
                          {"dynorphin.kappa.e0", 0.05},
                          {"dynorphin.peptide_half_life", 0.08}};
    return options;
}

/// Adds a ligand that stays: nothing eliminates it, so that its concentration is what a test sets it to. Its K is
/// 1 nM, and its efficacy is tau.
inline void add_steady_ligand(opiodyn::ModelOptions& options, opiodyn::Receptor receptor,
                              double tau = 0.0) {
    options.drugs = {drug("a", 0.0, {1.0})};
    options.bindings = {{"a", receptor, 1.0, 72.0, tau}};
    options.binding = opiodyn::BindingMode::equilibrium;
}

/// Sets the concentration of that ligand [nM].
inline void set_ligand(const opiodyn::Model& model, opiodyn::State& y, double C) {
    y[model.state("a.central")] = C;
    y[model.state("a.effect_site")] = C;
}

/// Returns the state so many hours later, without doses.
inline opiodyn::State later(const opiodyn::Model& model, opiodyn::State y, double hours,
                            double rtol = 1e-10) {
    const auto rates = [&](const opiodyn::State& x, opiodyn::State& dydt, double t) {
        model.derivative(t, x, dydt);
    };
    const auto jacobian = [&](const opiodyn::State& x, opiodyn::Jacobian& J, double t,
                              opiodyn::State& dfdt) {
        model.jacobian(t, x, J);
        dfdt.setZero(x.size());
    };
    boost::numeric::odeint::integrate_adaptive(
        opiodyn::odeint::rodas5p_controlled(1e-3 * rtol, rtol), std::make_pair(rates, jacobian), y,
        0.0, hours, 1e-3);
    return y;
}

/// Returns a read-out at a state, by the name of its column.
inline double read(const opiodyn::Model& model, const opiodyn::State& y, const std::string& name) {
    Eigen::VectorXd row;
    model.observe(y, row);
    for (std::size_t k = 0; k < model.columns().size(); ++k)
        if (model.columns()[k].name() == name) return row[static_cast<opiodyn::Index>(k)];
    return std::nan("");
}

}  // namespace support
