#pragma once
/// Linear pharmacokinetics of one substance: parallel absorption inputs, one to three
/// compartments, metabolites formed one to one in moles. Amounts in nmol, time in h.
/// Equations (1)-(4) of docs/theory.md, over any number type.

#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn::pk {

/// One first-order absorption input: rate constant ka (1/h), bioavailability F.
template <class T>
struct Depot {
    Index state;
    T ka, F;
};

/// One peripheral compartment: inter-compartmental clearance Q (L/h), volume V (L).
template <class T>
struct Peripheral {
    Index state;
    T Q, V;
};

/// A metabolite: the fraction of the first-pass loss and of the elimination that becomes it.
template <class T>
struct Formation {
    Index central;
    T first_pass, systemic;
};

/// Absorption, distribution and elimination of one substance.
template <class T>
struct Disposition {
    Index central;
    T CL, V1;
    std::vector<Depot<T>> depots;
    std::vector<Peripheral<T>> peripherals;
    std::vector<Formation<T>> metabolites;
};

/// Adds the rates of change (nmol/h) that this substance causes.
template <class T, class State, class Rates>
void add_derivative(const Disposition<T>& d, const State& A, Rates& dA) {
    const auto C1 = A[d.central] / d.V1;
    for (const auto& depot : d.depots) {
        const auto absorbed = depot.ka * A[depot.state];
        dA[depot.state] -= absorbed;          // (1)
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
