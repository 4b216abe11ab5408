#pragma once
/// This header computes what occupied receptors do: their response, the effects of opioids, withdrawal,
/// and the immune and glial read-outs, which are hypotheses. It holds equations (10a), (10b) and
/// (16)-(21) of docs/theory.md, over any number type. Threads may share its structs while none writes.

#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::response {

/// Returns S' / S [-], the share of efficacy that adaptation Z leaves.
template <class T, class Number>
Number efficacy(const T& gZ, const Number& Z) {
    return 1.0 / (1.0 + gZ * Z);  // (10a)
}

/// Returns the response sigma of a receptor [-], from 0 to below 1, at the signal S' [-].
template <class Number>
Number sigma(const Number& S) {
    const Number signal = positive_part(S);  // An inverse agonist may bring it below zero.
    return signal / (1.0 + signal);          // (10a) with n = 1
}

/// Returns what drugs add to the response that peptides make [-]: sigma(P + D) - sigma(P) of the signals P
/// of peptides and D of agonists [-]. It is one quotient, so that it is 0 where no agonist is bound.
template <class Number>
Number added_by_drugs(const Number& P, const Number& D) {
    const Number base = 1.0 + positive_part(P);
    return D / (base * (base + D));  // (15)
}

/// Returns the withdrawal index W [-], from 0 to below 1: adaptation Z less what drugs add now.
template <class Number>
Number withdrawal(const Number& Z, const Number& added) {
    return positive_part(Z - added);  // (16)
}

/// Returns the effect E of an endpoint [-]: 0 without a drug, at most 1, and below 0 under an antagonist.
/// `raised` is S'^n by bounded_power(), and `at_rest` the same without a drug. With
/// sigma = raised / (1 + raised) the quotient (sigma - sigma(0)) / (1 - sigma(0)) of (10b) is this one.
template <class T, class Number>
Number effect(const Number& raised, const T& at_rest) {
    return (raised - at_rest) / (1.0 + raised);  // (10b)
}

/// Returns ventilation [%] at an effect on breathing [-].
template <class Number>
Number ventilation(const Number& effect) {
    return 100.0 * (1.0 - effect);  // (10b)
}

/// A blocker is a ligand that blocks the OGF receptor; it comes with free plasma.
template <class T>
struct Blocker {
    Index central;  ///< This state is A_1 of the ligand [nmol].
    T per_K;        ///< fu / (V1 K) is the free concentration in units of K, per amount [1/nmol].
};

/// The OGF receptor is at equilibrium with its own pool of OGF (x = e0 M) and with blockers.
template <class T>
struct OgfReceptor {
    T e0;                              ///< e0 is C / K of OGF without a drug [-].
    std::vector<Blocker<T>> blockers;  ///< The blockers are the drugs with a K at this receptor.
};

/// OgfOccupancy tells who holds the OGF receptors.
template <class Number>
struct OgfOccupancy {
    Number complex;  ///< OGF holds this fraction [-].
    Number blocked;  ///< Blockers hold this fraction [-].
};

/// Returns who holds the OGF receptors at the level M of OGF; u = sum C / K over blockers.
template <class T, class Number, class State>
OgfOccupancy<Number> occupancy(const OgfReceptor<T>& receptor, const Number& M, const State& y) {
    const Number x = receptor.e0 * M;
    Number blocked(0.0);
    for (const auto& b : receptor.blockers) blocked += b.per_K * y[b.central];
    const Number free = 1.0 / (1.0 + x + blocked);
    return {x * free, blocked * free};  // (17)
}

/// The immune part has microglial or immune activation I, flare drive D and cytokine c.
template <class T>
struct Immune {
    Index activation;  ///< This state is I [-].
    Index flare;       ///< This state is D [-].
    Index cytokine;    ///< This state is c [-].
    T kI;              ///< kI is the rate constant of I [1/h].
    T kD;              ///< kD is the rate constant of D [1/h].
    T kc;              ///< kc is the rate constant of c [1/h].
    T w_T;             ///< w_T weighs the blockade of TLR4 [-].
    T w_O;             ///< w_O weighs the OGF complex [-].
    T w_s;             ///< w_s weighs the mean tone [-].
};

/// An ImmuneInput is what acts on activation.
template <class Number>
struct ImmuneInput {
    Number theta;  ///< theta is the share of TLR4 that drugs hold [-].
    Number o;      ///< o is the OGF complex relative to the drug-free one [-].
    Number s_bar;  ///< s_bar is the mean tone of mu and delta, 1 without a drug [-].
};

/// Returns the share theta of TLR4 [-] that a drug holds at the effect-site concentration Ce [nM], as in
/// (18); K is the dissociation constant [nM].
template <class T, class Number>
Number theta_tlr4(const Number& Ce, const T& K) {
    return Ce / (Ce + K);
}

/// Returns what the input takes from the goal of activation under a flare drive D [-]. It is
/// (1 + D) v / sqrt(1 + v^2) of the weighted sum v, so that the goal lies between 0 and 2 (1 + D).
template <class T, class Number>
Number relief(const Immune<T>& i, const ImmuneInput<Number>& input, const Number& D) {
    const Number v = i.w_T * input.theta + i.w_O * (input.o - 1.0) + i.w_s * (input.s_bar - 1.0);
    return (1.0 + D) * v * power(Number(1.0 + v * v), -0.5);  // (18)
}

/// Adds dI/dt, dD/dt and dc/dt [1/h].
template <class T, class Number, class State, class Rates>
void add_derivative(const Immune<T>& i, const Number& relief, const State& y, Rates& dydt) {
    const auto goal = 1.0 + y[i.flare] - relief;                   // J of (18)
    dydt[i.activation] += i.kI * (goal - y[i.activation]);         // (18)
    dydt[i.flare] -= i.kD * y[i.flare];                            // (19)
    dydt[i.cytokine] += i.kc * (y[i.activation] - y[i.cytokine]);  // (20)
}

/// The pain index follows the cytokine level.
template <class T>
struct Pain {
    T P0;   ///< P0 is the drug-free index [%].
    T w_c;  ///< w_c weighs the cytokine, at most 1 [-].
};

/// Returns the pain index [%] from the cytokine level c [-].
template <class T, class Number>
Number index(const Pain<T>& pain, const Number& c) {
    return pain.P0 * (1.0 + pain.w_c * (c - 1.0));  // (21)
}

}  // namespace opiodyn::response
