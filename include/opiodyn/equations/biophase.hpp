#pragma once
/// The biophase: how the brain sees plasma. Equation (5) of docs/theory.md.

#include "opiodyn/entry.hpp"

namespace opiodyn::pk {

/// Effect compartment driven by the free plasma concentration, without taking drug from it.
template <class T>
struct EffectSite {
    Index state;    ///< Ce, nM
    Index central;  ///< A1, nmol
    T ke0;          ///< equilibration rate constant, 1/h
    T Kp;           ///< effect-site to free-plasma ratio at steady state
    T fu;           ///< unbound fraction in plasma
    T V1;           ///< central volume, L
};

/// Adds dCe/dt (nM/h).
template <class T, class State, class Rates>
void add_derivative(const EffectSite<T>& site, const State& y, Rates& dydt) {
    const auto C1 = y[site.central] / site.V1;
    dydt[site.state] += site.ke0 * (site.Kp * site.fu * C1 - y[site.state]);  // (5)
}

}  // namespace opiodyn::pk
