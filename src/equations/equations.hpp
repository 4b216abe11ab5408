#pragma once
/// Equations are the right-hand side of a model on one screen, over any number type.

#include <vector>

#include "equations/response_equations.hpp"
#include "opiodyn/equations/binding.hpp"
#include "opiodyn/equations/biophase.hpp"
#include "opiodyn/equations/pk.hpp"

namespace opiodyn::detail {

template <class T>
struct Equations {
    std::vector<pk::Disposition<T>> substances;
    std::vector<pk::EffectSite<T>> effect_sites;
    std::vector<binding::Pool<T>> receptors;
    bool kinetic{true};     ///< This is false where binding is at equilibrium and has no states.
    bool retention{false};  ///< This is true where binding holds some ligand back, (5r).
    Response<T> response;   ///< This is the body's answer, or empty.

    /// Writes (1)-(5), everything that is linear in the state.
    template <class State, class Rates>
    void linear_part(const State& y, Rates& dydt) const {
        for (auto& rate : dydt) rate = 0.0;
        for (const auto& substance : substances) pk::add_derivative(substance, y, dydt);  // (1)-(4)
        for (const auto& site : effect_sites) pk::add_derivative(site, y, dydt);          // (5)
    }

    /// Adds the rest, (6)-(20), to dydt.
    template <class State, class Rates>
    void add_nonlinear_part(const State& y, Rates& dydt) const {
        if (kinetic)
            for (const auto& receptor : receptors)
                binding::add_derivative(receptor, y, dydt);  // (6)
        if (response.still()) return;
        using Number = NumberOf<T, State>;
        std::array<Signal<Number>, receptor_count> signals;
        for (std::size_t r = 0; r < receptors.size(); ++r) signals[r] = signal(r, y);
        response.add_derivative(signals, y, dydt);  // (8)-(20)
    }

    template <class State, class Rates>
    void derivative(const State& y, Rates& dydt) const {
        linear_part(y, dydt);
        add_nonlinear_part(y, dydt);
    }

    /// Returns the free receptors of one population, in either form of binding.
    template <class State>
    auto free(const binding::Pool<T>& receptor, const State& y) const {
        return kinetic ? binding::free_receptors(receptor, y)
                       : binding::free_at_equilibrium(receptor, y);  // (7)
    }

    /// Returns what the response reads off receptor population r.
    template <class State>
    auto signal(std::size_t r, const State& y) const {
        const auto& receptor = receptors[r];
        const auto& roles = response.roles[r];
        const auto F = free(receptor, y);
        Signal<NumberOf<T, State>> sum;
        for (std::size_t i = 0; i < receptor.sites.size(); ++i) {
            const auto& site = receptor.sites[i];
            const NumberOf<T, State> B =
                kinetic ? NumberOf<T, State>(y[site.bound]) : NumberOf<T, State>(site.ratio(y) * F);
            const NumberOf<T, State> S = roles[i].tau * B;  // (10)
            if (roles[i].agonist) sum.D += S;
            else sum.P += S;
            sum.internalised += site.kint * B;
            if (roles[i].antagonist) sum.A += B;
        }
        sum.A /= receptor.total(y);
        return sum;
    }
};

}  // namespace opiodyn::detail
