#pragma once
/// This header computes the drug-free steady state, and what the response compares with, over any number type.

#include <vector>

#include "equations/equations.hpp"

namespace opiodyn::detail {

/// Sets y, which is 0 everywhere, to the drug-free steady state. Peptides, densities and the like are 1 there.
template <class T, class State>
void settle_drug_free(const Equations<T>& equations, const std::vector<Index>& unit_states,
                      State& y) {
    for (const Index state : unit_states) y[state] = 1.0;
    if (!equations.kinetic) return;
    for (const auto& pool : equations.receptors) binding::settle(pool, y);
}

/// Sets what the response compares with to what it is in the drug-free steady state.
template <class T, class State>
void settle_response(Equations<T>& equations, const State& drug_free) {
    auto& response = equations.response;
    for (std::size_t r = 0; r < response.roles.size(); ++r) {
        const auto signal = equations.signal(r, drug_free);
        response.tones[r].S0 = signal.S();
        response.tones[r].internalised = signal.internalised;
    }
    for (auto& effect : response.effects)
        effect.at_rest = bounded_power(response.tones[effect.receptor].S0, effect.n);
    for (auto& immune : response.immune) immune.complex0 = immune.occupancy(drug_free).complex;
}

}  // namespace opiodyn::detail
