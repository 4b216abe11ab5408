#pragma once
/// What occupied receptors do: tone, response, withdrawal, and the immune and glial read-outs,
/// which are hypotheses. Equations (10) and (16)-(21) of docs/theory.md, over any number type.

#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::response {

/// Operational model: S^n / (1 + S^n).
template <class T, class Number>
Number operational(const Number& S, const T& n) {
    const Number raised = power(S, n);
    return raised / (1.0 + raised);  // (10)
}

/// tau_eff / tau, by which adaptation Z lowers the efficacy of every ligand.
template <class T, class Number>
Number efficacy(const T& gZ, const Number& Z) {
    return 1.0 / (1.0 + gZ * Z);  // (16)
}

/// Withdrawal index, in [0, 1): adaptation that the tone s no longer makes use of.
template <class Number>
Number withdrawal(const Number& Z, const Number& s) {
    return positive_part(Z - positive_part(s - 1.0)) / (1.0 + Z);  // (16)
}

/// A ligand at the OGF receptor that blocks it; it comes with free plasma.
template <class T>
struct Blocker {
    Index central;  ///< amount, nmol
    T per_K;        ///< free concentration in units of K, per nmol: fu / (V1 K)
};

/// The OGF receptor at equilibrium with enkephalin (x = e0 E) and blockers.
template <class T>
struct OgfReceptor {
    T e0;
    std::vector<Blocker<T>> blockers;
};

template <class Number>
struct OgfOccupancy {
    Number complex, blocked;  ///< fractions of its receptors
};

template <class T, class Number, class State>
OgfOccupancy<Number> occupancy(const OgfReceptor<T>& receptor, const Number& E, const State& y) {
    const Number x = receptor.e0 * E;
    Number blocked(0.0);
    for (const auto& b : receptor.blockers) blocked += b.per_K * y[b.central];
    const Number free = 1.0 / (1.0 + x + blocked);
    return {x * free, blocked * free};  // (17)
}

/// Microglial or immune activation I, flare drive D and cytokine c.
template <class T>
struct Immune {
    Index activation, flare, cytokine;
    T kI, kD, kc;  ///< 1/h
    T w_T, w_O;    ///< weights of TLR4 blockade and of the OGF receptor
};

/// Share of TLR4 that a drug holds at the effect-site concentration Ce.
template <class T, class Number>
Number theta_tlr4(const Number& Ce, const T& K) {
    return Ce / (Ce + K);
}

/// Adds dI/dt, dD/dt and dc/dt; o is the OGF complex relative to the drug-free one.
template <class T, class Number, class State, class Rates>
void add_derivative(const Immune<T>& i, const Number& theta, const Number& o, const State& y,
                    Rates& dydt) {
    dydt[i.activation] +=
        i.kI * (1.0 + y[i.flare] - i.w_T * theta - i.w_O * (o - 1.0) - y[i.activation]);  // (18)
    dydt[i.flare] -= i.kD * y[i.flare];                                                   // (19)
    dydt[i.cytokine] += i.kc * (y[i.activation] - y[i.cytokine]);                         // (20)
}

/// Pain index from the mean tone and the cytokine level, not below zero.
template <class T>
struct Pain {
    T P0, w_s, w_c;
};

template <class T, class Number>
Number index(const Pain<T>& pain, const Number& s_bar, const Number& c) {
    const Number relief = 1.0 - pain.w_s * (s_bar - 1.0);
    return positive_part(pain.P0 * relief * (1.0 + pain.w_c * (c - 1.0)));  // (21)
}

}  // namespace opiodyn::response
