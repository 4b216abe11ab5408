#pragma once
/// This header computes the biophase, which is how the brain sees plasma: equation (5) of docs/theory.md,
/// over any number type. Threads may share its structs while none writes.

#include "opiodyn/entry.hpp"

namespace opiodyn::pk {

/// An effect site is a compartment that follows the free plasma concentration and takes no drug from it.
template <class T>
struct EffectSite {
    Index state;    ///< This state is Ce [nM].
    Index central;  ///< This state is A1 [nmol].
    T ke0;          ///< ke0 is the equilibration rate constant [1/h].
    T Kp;           ///< Kp is the ratio of effect site to free plasma at steady state [-].
    T fu;           ///< fu is the unbound fraction in plasma [-].
    T V1;           ///< V1 is the central volume [L].
};

/// Adds dCe/dt [nM/h].
template <class T, class State, class Rates>
void add_derivative(const EffectSite<T>& site, const State& y, Rates& dydt) {
    const auto C1 = y[site.central] / site.V1;
    dydt[site.state] += site.ke0 * (site.Kp * site.fu * C1 - y[site.state]);  // (5)
}

}  // namespace opiodyn::pk
