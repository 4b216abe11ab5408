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

/// A Signal is what the response reads off one receptor population.
template <class Number>
struct Signal {
    Number A{0.0};             ///< This is the fraction that antagonists hold.
    Number S{0.0};             ///< This is the sum of tau B.
    Number internalised{0.0};  ///< This is the sum of kint B [1/h].
};

/// A Role is what a ligand does at a receptor. Roles stand in the order of the receptor's sites.
template <class T>
struct Role {
    T tau;
    bool antagonist;
};

/// A Tone is the drug-free signal of a receptor population, and its operational exponent n.
template <class T>
struct Tone {
    T S0, internalised, n;

    template <class Number>
    Number relative(const Number& S) const {
        return S / S0;  // This s_r of (10) is exactly 1 without a drug, where kinks are.
    }
};

/// A ReceptorAdaptation is the adaptation of receptor population `receptor`.
template <class T>
struct ReceptorAdaptation {
    turnover::Adaptation<T> kinetics;
    std::size_t receptor;
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

template <class T>
struct ImmuneReadout {
    turnover::Density<T> density;
    response::OgfReceptor<T> ogf;
    Index enkephalin;  ///< This is the state of its level, or none where it stays at its baseline.
    T complex0;        ///< This is the drug-free OGF complex.
    std::vector<Tlr4Ligand<T>> tlr4;
    response::Immune<T> kinetics;

    /// Returns the occupancy of the OGF receptor (17).
    template <class State>
    auto occupancy(const State& y) const {
        using Number = NumberOf<T, State>;
        const Number E = enkephalin == none ? Number(1.0) : Number(y[enkephalin]);
        return response::occupancy(ogf, E, y);
    }

    /// Returns the OGF complex relative to the drug-free one.
    template <class State>
    NumberOf<T, State> relative_complex(const State& y) const {
        return y[density.state] * occupancy(y).complex / complex0;
    }

    template <class State, class Rates>
    void add_derivative(const State& y, Rates& dydt) const {
        using Number = NumberOf<T, State>;
        Number theta(0.0);
        for (const auto& drug : tlr4)
            theta += response::theta_tlr4(Number(y[drug.effect_site]), drug.K);
        turnover::add_derivative(density, occupancy(y).blocked, Number(0.0), y, dydt);
        response::add_derivative(kinetics, theta, relative_complex(y), y, dydt);
    }
};

template <class T>
struct Response {
    std::vector<std::vector<Role<T>>>
        roles;                   ///< one list for each receptor; empty without a response
    std::vector<Tone<T>> tones;  ///< one for each receptor
    std::vector<turnover::Density<T>> densities;     ///< one for each receptor, or none at all
    std::vector<ReceptorAdaptation<T>> adaptations;  ///< one for each tone, or none at all
    T phi{1.0};
    /// This is true where phi is 1. Block alone then drives, and needs no tone, which a receptor without peptides
    /// lacks.
    bool block_alone{true};
    std::vector<DrivenPeptide<T>> peptides;
    std::vector<ImmuneReadout<T>> immune;  ///< one or none

    bool empty() const { return roles.empty(); }

    /// Returns the adaptation of receptor population r, or null if it has none.
    const turnover::Adaptation<T>* adaptation(std::size_t r) const {
        for (const auto& a : adaptations)
            if (a.receptor == r) return &a.kinetics;
        return nullptr;
    }

    /// Adds (8)-(20).
    template <class Signals, class State, class Rates>
    void add_derivative(const Signals& signals, const State& y, Rates& dydt) const {
        using Number = NumberOf<T, State>;
        for (std::size_t r = 0; r < densities.size(); ++r)
            turnover::add_derivative(densities[r], signals[r].A,
                                     Number(signals[r].internalised - tones[r].internalised), y,
                                     dydt);  // (8)
        for (const auto& [kinetics, r] : adaptations)
            turnover::add_derivative(kinetics, tones[r].relative(signals[r].S), y, dydt);  // (15)
        for (const auto& peptide : peptides)
            turnover::add_derivative(peptide.kinetics, drive<Number>(peptide, signals), y,
                                     dydt);                                  // (12)-(14)
        for (const auto& readout : immune) readout.add_derivative(y, dydt);  // (17)-(20)
    }

    /// Returns the drive of a peptide (11).
    template <class Number, class Signals>
    Number drive(const DrivenPeptide<T>& peptide, const Signals& signals) const {
        if (peptide.sensor == none) return Number(0.0);
        const auto r = static_cast<std::size_t>(peptide.sensor);
        if (block_alone) return signals[r].A;
        return turnover::drive(phi, signals[r].A, tones[r].relative(signals[r].S));
    }
};

}  // namespace opiodyn::detail
