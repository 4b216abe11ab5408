#pragma once
/// A Response joins opiodyn/equations/turnover.hpp and opiodyn/equations/response.hpp: what receptors tell the body,
/// and what the body answers. It is written over any number type.

#include <array>
#include <type_traits>
#include <utility>
#include <vector>

#include "opiodyn/equations/response.hpp"
#include "opiodyn/equations/turnover.hpp"
#include "opiodyn/receptor.hpp"

namespace opiodyn::detail {

template <class T, class State>
using NumberOf = std::decay_t<decltype(std::declval<T>() * std::declval<const State&>()[0])>;

/// This index marks what is not there.
inline constexpr Index none = -1;

/// A Signal is what the response reads off one receptor population. An inverse agonist counts with the peptides,
/// from whose signal it takes.
template <class Number>
struct Signal {
    Number A{0.0};             ///< This is the fraction that antagonists hold.
    Number P{0.0};             ///< This is the sum of tau B over peptides.
    Number D{0.0};             ///< This is the sum of tau B over the drugs that are agonists.
    Number internalised{0.0};  ///< This is the sum of kint B [1/h].

    /// Returns S of (10).
    Number S() const { return P + D; }
};

/// A Role is what a ligand does at a receptor. Roles stand in the order of the receptor's sites.
template <class T>
struct Role {
    T tau;
    bool antagonist;  ///< This is true of a drug with a tau of 0 or below.
    bool agonist;     ///< This is true of any other drug, and never of a peptide.
};

/// A Tone is the drug-free signal of a receptor population.
template <class T>
struct Tone {
    T S0, internalised;

    template <class Number>
    Number relative(const Number& S) const {
        return S / S0;  // This s_r of (10) is exactly 1 without a drug, where kinks are.
    }
};

/// A ToneShare is the weight of one receptor's tone in the mean tone.
template <class T>
struct ToneShare {
    std::size_t receptor;  ///< This is a receptor of the equations.
    T weight;
};

/// An Effect is an endpoint of opioids at receptor population `receptor`.
template <class T>
struct Effect {
    std::size_t receptor;
    T n;        ///< This is the slope of the endpoint.
    T at_rest;  ///< This is S(0)^n.
};

/// A ReceptorAdaptation is the adaptation of receptor population `receptor`.
template <class T>
struct ReceptorAdaptation {
    turnover::Adaptation<T> kinetics;
    std::size_t receptor;
    /// This is true where the model has an agonist at the receptor. Without one, drugs add nothing to its response,
    /// adaptation stays what it is, and a run has no work with it.
    bool driven;
};

/// A DrivenPeptide is a peptide, and the receptor that senses its drive, or none.
template <class T>
struct DrivenPeptide {
    turnover::Peptide<T> kinetics;
    Index sensor;
};

/// A Tlr4Ligand is a drug's effect site, and its affinity for TLR4.
template <class T>
struct Tlr4Ligand {
    Index effect_site;
    T K;
};

/// An ImmuneReadout is the OGF receptor with its own pool of OGF, and what activation follows.
template <class T>
struct ImmuneReadout {
    turnover::Density<T> density;
    turnover::Precursor<T> pool;
    response::OgfReceptor<T> ogf;
    T complex0;  ///< This is the drug-free OGF complex.
    std::vector<Tlr4Ligand<T>> tlr4;
    std::vector<ToneShare<T>> shares;  ///< These make the mean tone; without them it has no weight.
    response::Immune<T> kinetics;
    bool driven;  ///< This is false where all weights are 0, so that flares alone move activation.
    response::Pain<T> pain;

    /// Returns the occupancy of the OGF receptor (17).
    template <class State>
    auto occupancy(const State& y) const {
        return response::occupancy(ogf, NumberOf<T, State>(y[pool.state]), y);
    }

    /// Returns the OGF complex relative to the drug-free one.
    template <class State>
    NumberOf<T, State> relative_complex(const State& y) const {
        return y[density.state] * occupancy(y).complex / complex0;
    }

    /// Returns the share of TLR4 that drugs hold.
    template <class State>
    NumberOf<T, State> theta(const State& y) const {
        using Number = NumberOf<T, State>;
        Number sum(0.0);
        for (const auto& drug : tlr4)
            sum += response::theta_tlr4(Number(y[drug.effect_site]), drug.K);
        return sum;
    }

    /// Returns what is taken from the goal of activation (18). `s_bar` is the mean tone.
    template <class Number, class State>
    Number relief(const Number& s_bar, const State& y) const {
        if (!driven) return Number(0.0);
        return response::relief(kinetics,
                                response::ImmuneInput<Number>{theta(y), relative_complex(y), s_bar},
                                Number(y[kinetics.flare]));
    }

    /// Adds equation (8) of the OGF receptor and (17)-(20). `s_bar` is the mean tone.
    template <class Number, class State, class Rates>
    void add_derivative(const Number& s_bar, const State& y, Rates& dydt) const {
        const auto blocked = occupancy(y).blocked;
        turnover::add_derivative(density, turnover::up_regulation(density, blocked), Number(0.0), y,
                                 dydt);
        turnover::add_derivative(pool, blocked, y, dydt);
        response::add_derivative(kinetics, relief(s_bar, y), y, dydt);
    }
};

template <class T>
struct Response {
    std::vector<std::vector<Role<T>>>
        roles;                   ///< one list for each receptor; empty without a response
    std::vector<Tone<T>> tones;  ///< one for each receptor
    std::vector<turnover::Density<T>> densities;     ///< one for each receptor, or none at all
    std::vector<ReceptorAdaptation<T>> adaptations;  ///< one for each receptor, or none at all
    T phi{1.0};
    /// This is true where phi is 1. Block alone then drives, and needs no tone, which a receptor without peptides
    /// lacks.
    bool block_alone{true};
    std::vector<DrivenPeptide<T>> peptides;
    std::vector<ImmuneReadout<T>> immune;  ///< one or none
    std::vector<Effect<T>> effects;        ///< read-outs without states

    bool empty() const { return roles.empty(); }
    /// Tells whether the response has no states, so that it is read and never drives.
    bool still() const {
        return densities.empty() && adaptations.empty() && peptides.empty() && immune.empty();
    }

    /// Returns the adaptation of receptor population r, or null if it has none.
    const ReceptorAdaptation<T>* adaptation(std::size_t r) const {
        for (const auto& a : adaptations)
            if (a.receptor == r) return &a;
        return nullptr;
    }

    /// Adds (8)-(20).
    template <class Signals, class State, class Rates>
    void add_derivative(const Signals& signals, const State& y, Rates& dydt) const {
        using Number = NumberOf<T, State>;
        for (std::size_t r = 0; r < densities.size(); ++r)
            turnover::add_derivative(densities[r],
                                     turnover::up_regulation(densities[r], signals[r].A),
                                     Number(signals[r].internalised - tones[r].internalised), y,
                                     dydt);  // (8)
        for (const auto& a : adaptations)
            turnover::add_derivative(a.kinetics, added_by_drugs(a, signals[a.receptor], y), y,
                                     dydt);  // (15)
        for (const auto& peptide : peptides)
            turnover::add_derivative(peptide.kinetics, drive<Number>(peptide, signals), y,
                                     dydt);  // (12)-(14)
        for (const auto& readout : immune)
            readout.add_derivative(mean_tone<Number>(readout, signals), y, dydt);  // (17)-(20)
    }

    /// Returns what drugs add to the response of a receptor that adapts, in (15) and (16).
    template <class Number, class State>
    static Number added_by_drugs(const ReceptorAdaptation<T>& a, const Signal<Number>& signal,
                                 const State& y) {
        if (!a.driven) return Number(0.0);
        const Number share = response::efficacy(a.kinetics.gZ, Number(y[a.kinetics.state]));
        return response::added_by_drugs(Number(signal.P * share), Number(signal.D * share));
    }

    /// Returns the drive of a peptide (11).
    template <class Number, class Signals>
    Number drive(const DrivenPeptide<T>& peptide, const Signals& signals) const {
        if (peptide.sensor == none) return Number(0.0);
        const auto r = static_cast<std::size_t>(peptide.sensor);
        if (block_alone) return signals[r].A;
        return turnover::drive(phi, signals[r].A, tones[r].relative(signals[r].S()));
    }

    /// Returns the mean tone of (18), which is 1 where it has no weight.
    template <class Number, class Signals>
    Number mean_tone(const ImmuneReadout<T>& readout, const Signals& signals) const {
        if (readout.shares.empty()) return Number(1.0);
        Number sum(0.0);
        for (const auto& [r, weight] : readout.shares)
            sum += weight * tones[r].relative(signals[r].S());
        return sum;
    }
};

}  // namespace opiodyn::detail
