#pragma once
/// The right-hand side: all rooms on one screen, over any number type.

#include <vector>

#include "opiodyn/binding.hpp"
#include "opiodyn/biophase.hpp"
#include "opiodyn/pk.hpp"

namespace opiodyn::detail {

template <class T>
struct Equations {
    std::vector<pk::Disposition<T>> substances;
    std::vector<pk::EffectSite<T>> effect_sites;
    std::vector<binding::Pool<T>> receptors;
    bool kinetic{true};  ///< false: binding is at equilibrium and has no states

    /// (1)-(5): everything that is linear in the state.
    template <class State, class Rates>
    void linear_part(const State& y, Rates& dydt) const {
        for (auto& rate : dydt) rate = 0.0;
        for (const auto& substance : substances) pk::add_derivative(substance, y, dydt);  // (1)-(4)
        for (const auto& site : effect_sites) pk::add_derivative(site, y, dydt);          // (5)
    }

    template <class State, class Rates>
    void derivative(const State& y, Rates& dydt) const {
        linear_part(y, dydt);
        if (!kinetic) return;
        for (const auto& receptor : receptors) binding::add_derivative(receptor, y, dydt);  // (6)
    }

    /// Free receptors of one population, in either form of binding.
    template <class State>
    auto free(const binding::Pool<T>& receptor, const State& y) const {
        return kinetic ? binding::free_receptors(receptor, y)
                       : binding::free_at_equilibrium(receptor, y);  // (7)
    }
};

}  // namespace opiodyn::detail
