#pragma once
/// A Transfer takes equations to another number type. It copies the shape (which states, how many ligands) and
/// hands over every number one by one.
///
/// Example: the depots of a drug, of which it has one, with state 3, ka = 1.5 /h and F = 0.4. Transfer asks
/// `Numbers` for these, in this order, whatever the number types are:
///     shape(1)         there is one depot
///     state(3)         its state
///     number(1.5, ka)  number(0.4, F)
/// The answers are up to `Numbers`. ToLane (lanes/per_target/lane_system.hpp) returns 0 for state(3), if the plan
/// has put that state first. It writes the numbers into one lane: if lane 0 holds ka = 2.0 of another subject and
/// ToLane serves lane 1, the register is (2.0, 1.5) afterwards. Shape (batch/batch_groups.cpp) forgets the numbers
/// and notes down 1, 3. Models with the same notes can share lanes.

#include <utility>
#include <vector>

#include "equations/equations.hpp"

namespace opiodyn::detail {

/// A Transfer asks `Numbers` for number(from, to) for each parameter, for state(index) for each index of a
/// state, which may return another index, and for shape(value) for all else.
template <class Numbers>
class Transfer {
public:
    explicit Transfer(Numbers& numbers) : numbers_(numbers) {}

    template <class From, class To>
    void operator()(const Equations<From>& a, Equations<To>& b) {
        keep(a.kinetic, b.kinetic);
        keep(a.retention, b.retention);
        each(a.substances, b.substances);
        each(a.effect_sites, b.effect_sites);
        each(a.receptors, b.receptors);
        one(a.response, b.response);
    }

private:
    template <class From, class To>
    void number(const From& a, To& b) {
        numbers_.number(a, b);
    }
    template <class Value>
    void keep(const Value& a, Value& b) {
        b = a;
        numbers_.shape(static_cast<Index>(a));
    }
    void state(const Index& a, Index& b) { b = numbers_.state(a); }
    template <class A, class B>
    void each(const std::vector<A>& a, std::vector<B>& b) {
        numbers_.shape(static_cast<Index>(a.size()));
        if (b.size() != a.size()) b = std::vector<B>(a.size(), B{});
        for (std::size_t i = 0; i < a.size(); ++i) one(a[i], b[i]);
    }

    template <class A, class B>
    void one(const std::vector<A>& a, std::vector<B>& b) {
        each(a, b);
    }
    template <class A, class B>
    void one(const pk::Depot<A>& a, pk::Depot<B>& b) {
        state(a.state, b.state);
        number(a.ka, b.ka);
        number(a.F, b.F);
    }
    template <class A, class B>
    void one(const pk::Transit<A>& a, pk::Transit<B>& b) {
        state(a.from, b.from);
        state(a.to, b.to);
        number(a.ktr, b.ktr);
    }
    template <class A, class B>
    void one(const pk::Peripheral<A>& a, pk::Peripheral<B>& b) {
        state(a.state, b.state);
        number(a.Q, b.Q);
        number(a.V, b.V);
    }
    template <class A, class B>
    void one(const pk::Formation<A>& a, pk::Formation<B>& b) {
        state(a.central, b.central);
        number(a.first_pass, b.first_pass);
        number(a.systemic, b.systemic);
    }
    template <class A, class B>
    void one(const pk::Disposition<A>& a, pk::Disposition<B>& b) {
        state(a.central, b.central);
        number(a.CL, b.CL);
        number(a.V1, b.V1);
        each(a.depots, b.depots);
        each(a.transits, b.transits);
        each(a.peripherals, b.peripherals);
        each(a.metabolites, b.metabolites);
    }
    template <class A, class B>
    void one(const pk::EffectSite<A>& a, pk::EffectSite<B>& b) {
        state(a.state, b.state);
        state(a.central, b.central);
        number(a.ke0, b.ke0);
        number(a.Kp, b.Kp);
        number(a.fu, b.fu);
        number(a.V1, b.V1);
    }
    template <class A, class B>
    void one(const binding::Site<A>& a, binding::Site<B>& b) {
        state(a.source, b.source);
        state(a.bound, b.bound);
        keep(a.retained, b.retained);
        number(a.concentration, b.concentration);
        number(a.K, b.K);
        number(a.koff, b.koff);
        number(a.kint, b.kint);
        number(a.unit, b.unit);
        b.affinity = 1.0 / b.K;
    }
    template <class A, class B>
    void one(const binding::Pool<A>& a, binding::Pool<B>& b) {
        state(a.density, b.density);
        state(a.free, b.free);
        number(a.constant_total, b.constant_total);
        number(a.kdeg, b.kdeg);
        number(a.Bmax, b.Bmax);
        each(a.sites, b.sites);
    }

    template <class A, class B>
    void one(const Role<A>& a, Role<B>& b) {
        keep(a.antagonist, b.antagonist);
        keep(a.agonist, b.agonist);
        number(a.tau, b.tau);
    }
    template <class A, class B>
    void one(const Tone<A>& a, Tone<B>& b) {
        number(a.S0, b.S0);
        number(a.internalised, b.internalised);
    }
    template <class A, class B>
    void one(const turnover::Density<A>& a, turnover::Density<B>& b) {
        state(a.state, b.state);
        number(a.kdeg, b.kdeg);
        number(a.U, b.U);
        number(a.o50, b.o50);
        number(a.q, b.q);
    }
    template <class A, class B>
    void one(const turnover::Precursor<A>& a, turnover::Precursor<B>& b) {
        state(a.state, b.state);
        number(a.kM, b.kM);
        number(a.G, b.G);
        number(a.x50, b.x50);
    }
    template <class A, class B>
    void one(const ReceptorAdaptation<A>& a, ReceptorAdaptation<B>& b) {
        keep(a.receptor, b.receptor);
        keep(a.driven, b.driven);
        state(a.kinetics.state, b.kinetics.state);
        number(a.kinetics.kZ, b.kinetics.kZ);
        number(a.kinetics.gZ, b.kinetics.gZ);
    }
    template <class A, class B>
    void one(const DrivenPeptide<A>& a, DrivenPeptide<B>& b) {
        keep(a.sensor, b.sensor);
        one(a.kinetics.precursor, b.kinetics.precursor);
        state(a.kinetics.level, b.kinetics.level);
        state(a.kinetics.stimulus, b.kinetics.stimulus);
        number(a.kinetics.kE, b.kinetics.kE);
        number(a.kinetics.kX, b.kinetics.kX);
        number(a.kinetics.a, b.kinetics.a);
    }
    template <class A, class B>
    void one(const Tlr4Ligand<A>& a, Tlr4Ligand<B>& b) {
        state(a.effect_site, b.effect_site);
        number(a.K, b.K);
    }
    template <class A, class B>
    void one(const response::Blocker<A>& a, response::Blocker<B>& b) {
        state(a.central, b.central);
        number(a.per_K, b.per_K);
    }
    template <class A, class B>
    void one(const response::Immune<A>& a, response::Immune<B>& b) {
        state(a.activation, b.activation);
        state(a.flare, b.flare);
        state(a.cytokine, b.cytokine);
        number(a.kI, b.kI);
        number(a.kD, b.kD);
        number(a.kc, b.kc);
        number(a.w_T, b.w_T);
        number(a.w_O, b.w_O);
        number(a.w_s, b.w_s);
    }
    template <class A, class B>
    void one(const ImmuneReadout<A>& a, ImmuneReadout<B>& b) {
        one(a.density, b.density);
        one(a.pool, b.pool);
        number(a.ogf.e0, b.ogf.e0);
        each(a.ogf.blockers, b.ogf.blockers);
        number(a.complex0, b.complex0);
        each(a.tlr4, b.tlr4);
        each(a.shares, b.shares);
        one(a.kinetics, b.kinetics);
        keep(a.driven, b.driven);
        number(a.pain.P0, b.pain.P0);
        number(a.pain.w_c, b.pain.w_c);
    }
    template <class A, class B>
    void one(const Effect<A>& a, Effect<B>& b) {
        keep(a.receptor, b.receptor);
        number(a.n, b.n);
        number(a.at_rest, b.at_rest);
    }
    template <class A, class B>
    void one(const ToneShare<A>& a, ToneShare<B>& b) {
        keep(a.receptor, b.receptor);
        number(a.weight, b.weight);
    }
    template <class A, class B>
    void one(const Response<A>& a, Response<B>& b) {
        each(a.roles, b.roles);
        each(a.tones, b.tones);
        each(a.densities, b.densities);
        each(a.adaptations, b.adaptations);
        number(a.phi, b.phi);
        keep(a.block_alone, b.block_alone);
        each(a.peptides, b.peptides);
        each(a.immune, b.immune);
        each(a.effects, b.effects);
    }

    Numbers& numbers_;
};

}  // namespace opiodyn::detail
