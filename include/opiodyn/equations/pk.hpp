#pragma once
/// This header computes the linear pharmacokinetics of one substance: equations (1)-(4) of docs/theory.md,
/// over any number type. A substance has parallel absorption inputs, which may pass transit compartments,
/// one to three compartments, and metabolites formed one to one in moles. Amounts are in nmol, time in h. Threads may share its structs
/// while none writes.

#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn::pk {

/// A depot is one first-order absorption input.
template <class T>
struct Depot {
    Index state;  ///< This state is A_d [nmol].
    T ka;         ///< ka is the rate constant [1/h].
    T F;          ///< F is the bioavailability [-].
};

/// A transit is one step of a transit chain, from a depot or transit compartment to the next one.
template <class T>
struct Transit {
    Index from;  ///< This state is T_(k-1) [nmol].
    Index to;    ///< This state is T_k [nmol].
    T ktr;       ///< ktr is the rate constant [1/h].
};

/// A peripheral compartment is one that exchanges with the central one.
template <class T>
struct Peripheral {
    Index state;  ///< This state is A_k [nmol].
    T Q;          ///< Q is the inter-compartmental clearance [L/h].
    T V;          ///< V is the volume [L].
};

/// A formation says how much of a parent becomes one metabolite.
template <class T>
struct Formation {
    Index central;  ///< This state is A_1 of the metabolite [nmol].
    T first_pass;   ///< This is f_fp, the fraction of first-pass loss that becomes it [-].
    T systemic;     ///< This is f_m, the fraction of elimination that becomes it [-].
};

/// A disposition is the absorption, distribution and elimination of one substance.
template <class T>
struct Disposition {
    Index central;  ///< This state is A_1 [nmol].
    T CL;           ///< CL is the clearance [L/h].
    T V1;           ///< V1 is the central volume [L].
    std::vector<Depot<T>>
        depots;  ///< The depots empty into plasma; a chain's last one is among them.
    std::vector<Transit<T>> transits;        ///< The transits are the steps of its transit chains.
    std::vector<Peripheral<T>> peripherals;  ///< The peripheral compartments are two at most.
    std::vector<Formation<T>> metabolites;   ///< The metabolites form from it.
};

/// Adds the rates of change that this substance causes [nmol/h].
template <class T, class State, class Rates>
void add_derivative(const Disposition<T>& d, const State& A, Rates& dA) {
    const auto C1 = A[d.central] / d.V1;
    for (const auto& step : d.transits) {
        const auto passed = step.ktr * A[step.from];
        dA[step.from] -= passed;  // (1t)
        dA[step.to] += passed;    // (1t)
    }
    for (const auto& depot : d.depots) {
        const auto absorbed = depot.ka * A[depot.state];
        dA[depot.state] -= absorbed;          // (1), (1t)
        dA[d.central] += depot.F * absorbed;  // (2)
        for (const auto& m : d.metabolites)
            dA[m.central] += (1.0 - depot.F) * m.first_pass * absorbed;  // (4)
    }
    for (const auto& k : d.peripherals) {
        const auto exchange = k.Q * (C1 - A[k.state] / k.V);
        dA[d.central] -= exchange;  // (2)
        dA[k.state] += exchange;    // (3)
    }
    const auto eliminated = d.CL * C1;
    dA[d.central] -= eliminated;                                                   // (2)
    for (const auto& m : d.metabolites) dA[m.central] += m.systemic * eliminated;  // (4)
}

}  // namespace opiodyn::pk
