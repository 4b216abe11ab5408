#pragma once
/// This header computes what occupied receptors do: tone, response, withdrawal, and the immune and glial
/// read-outs, which are hypotheses. It holds equations (10) and (16)-(21) of docs/theory.md, over any
/// number type. Threads may share its structs while none writes.

#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::response {

/// Returns the operational response sigma = S^n / (1 + S^n) [-].
template <class T, class Number>
Number operational(const Number& S, const T& n) {
    // Beyond 1e300 sigma is 1 to rounding, and infinity has no quotient.
    const Number raised = smallest(Number(power(S, n)), Number(1e300));
    return raised / (1.0 + raised);  // (10)
}

/// Returns tau_eff / tau [-], by which adaptation Z lowers the efficacy of every ligand.
template <class T, class Number>
Number efficacy(const T& gZ, const Number& Z) {
    return 1.0 / (1.0 + gZ * Z);  // (16)
}

/// Returns the withdrawal index W [-], from 0 to below 1: adaptation Z that the tone s no longer uses.
template <class Number>
Number withdrawal(const Number& Z, const Number& s) {
    return positive_part(Z - positive_part(s - 1.0)) / (1.0 + Z);  // (16)
}

/// A blocker is a ligand that blocks the OGF receptor; it comes with free plasma.
template <class T>
struct Blocker {
    Index central;  ///< This state is A_1 of the ligand [nmol].
    T per_K;        ///< fu / (V1 K) is the free concentration in units of K, per amount [1/nmol].
};

/// The OGF receptor is at equilibrium with enkephalin (x = e0 E) and blockers.
template <class T>
struct OgfReceptor {
    T e0;                              ///< e0 is C / K of enkephalin without a drug [-].
    std::vector<Blocker<T>> blockers;  ///< The blockers are the drugs with a K at this receptor.
};

/// OgfOccupancy tells who holds the OGF receptors.
template <class Number>
struct OgfOccupancy {
    Number complex, blocked;  ///< The fractions that enkephalin and blockers hold [-].
};

/// Returns who holds the OGF receptors at the level E of enkephalin; u = sum C / K over blockers.
template <class T, class Number, class State>
OgfOccupancy<Number> occupancy(const OgfReceptor<T>& receptor, const Number& E, const State& y) {
    const Number x = receptor.e0 * E;
    Number blocked(0.0);
    for (const auto& b : receptor.blockers) blocked += b.per_K * y[b.central];
    const Number free = 1.0 / (1.0 + x + blocked);
    return {x * free, blocked * free};  // (17)
}

/// The immune part has microglial or immune activation I, flare drive D and cytokine c.
template <class T>
struct Immune {
    Index activation, flare, cytokine;  ///< The states are I, D and c [-].
    T kI, kD, kc;                       ///< kI, kD and kc are their rate constants [1/h].
    T w_T, w_O;  ///< w_T and w_O weigh the blockade of TLR4 and the OGF receptor [-].
};

/// Returns the share theta of TLR4 [-] that a drug holds at the effect-site concentration Ce [nM], as in
/// (18); K is the dissociation constant [nM].
template <class T, class Number>
Number theta_tlr4(const Number& Ce, const T& K) {
    return Ce / (Ce + K);
}

/// Adds dI/dt, dD/dt and dc/dt [1/h]; o is the OGF complex relative to the drug-free one.
template <class T, class Number, class State, class Rates>
void add_derivative(const Immune<T>& i, const Number& theta, const Number& o, const State& y,
                    Rates& dydt) {
    dydt[i.activation] +=
        i.kI * (1.0 + y[i.flare] - i.w_T * theta - i.w_O * (o - 1.0) - y[i.activation]);  // (18)
    dydt[i.flare] -= i.kD * y[i.flare];                                                   // (19)
    dydt[i.cytokine] += i.kc * (y[i.activation] - y[i.cytokine]);                         // (20)
}

/// The pain index follows the mean tone and the cytokine level.
template <class T>
struct Pain {
    T P0, w_s, w_c;  ///< P0 is the drug-free index [%]; w_s and w_c weigh tone and cytokine [-].
};

/// Returns the pain index [%], at least 0, from the mean tone s_bar and the cytokine level c [-].
template <class T, class Number>
Number index(const Pain<T>& pain, const Number& s_bar, const Number& c) {
    const Number relief = 1.0 - pain.w_s * (s_bar - 1.0);
    return positive_part(pain.P0 * relief * (1.0 + pain.w_c * (c - 1.0)));  // (21)
}

}  // namespace opiodyn::response
