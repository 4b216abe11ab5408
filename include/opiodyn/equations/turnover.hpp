#pragma once
/// This header computes what the body makes anew, receptors and endogenous peptides, and the adaptation of
/// receptors to what drugs do there. It holds equations (8), (9) and (11)-(15) of docs/theory.md, over any
/// number type. Densities and levels are relative to the drug-free state, where they are 1 [-]. Threads
/// may share its structs while none writes.

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::turnover {

/// A density is that of a receptor population, which a dense block raises.
template <class T>
struct Density {
    Index state;  ///< This state is T_r [-].
    T kdeg;       ///< kdeg is the rate constant of degradation [1/h].
    T U;          ///< U is the largest rise, under full block [-].
    T o50;        ///< o50 is the odds of the block at half of the rise [-].
    T q;          ///< q is the steepness with these odds [-].
};

/// Returns the up-regulation h(A) [-], from 0 to 1, by the fraction A that antagonists hold [-]. Under full
/// block the odds A / (1 - A) are infinite and h is 1.
template <class T, class Number>
Number up_regulation(const Density<T>& density, const Number& A) {
    const Number odds = A / (density.o50 * positive_part(1.0 - A));
    const Number raised = bounded_power(odds, density.q);
    return raised / (1.0 + raised);  // (9)
}

/// Adds dT/dt [1/h] under an up-regulation h [-]. `internalised` is what is lost with ligands beyond the
/// drug-free loss [1/h].
template <class T, class Number, class State, class Rates>
void add_derivative(const Density<T>& density, const Number& h, const Number& internalised,
                    const State& y, Rates& dydt) {
    dydt[density.state] +=
        density.kdeg * (1.0 + density.U * h - y[density.state]) - internalised;  // (8)
}

/// Returns the drive x of a peptide [-]: the block A that is sensed (phi 1), or the tone s that is lost
/// (phi 0).
template <class T, class Number>
Number drive(const T& phi, const Number& A, const Number& s) {
    return phi * A + (1.0 - phi) * positive_part(1.0 - s);  // (11)
}

/// A precursor is what peptides are made from.
template <class T>
struct Precursor {
    Index state;  ///< This state is M [-].
    T kM;         ///< kM is its rate constant [1/h].
    T G;          ///< G is the gain of synthesis [-].
    T x50;        ///< x50 is the drive at (1 + x50) / 2 of the largest rise [-].
};

/// Adds dM/dt [1/h] under a drive x [-].
template <class T, class Number, class State, class Rates>
void add_derivative(const Precursor<T>& p, const Number& x, const State& y, Rates& dydt) {
    const auto synthesis = 1.0 + p.G * x * (1.0 + p.x50) / (p.x50 + x);
    dydt[p.state] += p.kM * (synthesis - y[p.state]);  // (12), and dM_o/dt of (17)
}

/// An endogenous peptide has a precursor, a level E, and stimuli X that release it.
template <class T>
struct Peptide {
    Precursor<T> precursor;  ///< The precursor has the state M.
    Index level;             ///< This state is E [-].
    Index stimulus;          ///< This state is X [-].
    T kE;                    ///< kE is the rate constant of E [1/h].
    T kX;                    ///< kX is the rate constant of X [1/h].
    T a;                     ///< a is the gain of release [-].
};

/// Adds dM/dt, dE/dt and dX/dt [1/h] under a drive x [-].
template <class T, class Number, class State, class Rates>
void add_derivative(const Peptide<T>& p, const Number& x, const State& y, Rates& dydt) {
    add_derivative(p.precursor, x, y, dydt);  // (12)
    const auto release = (1.0 + p.a * x) * (1.0 + y[p.stimulus]);
    dydt[p.level] += p.kE * (y[p.precursor.state] * release - y[p.level]);  // (13)
    dydt[p.stimulus] -= p.kX * y[p.stimulus];                               // (14)
}

/// Adaptation Z of a receptor follows what drugs add to its response.
template <class T>
struct Adaptation {
    Index state;  ///< This state is Z, from 0 to below 1 [-].
    T kZ;         ///< kZ is its rate constant [1/h].
    T gZ;         ///< gZ says how much a unit of Z takes from efficacy [-], equation (10a).
};

/// Adds dZ/dt [1/h] where drugs add `added` to the response of the receptor [-].
template <class T, class Number, class State, class Rates>
void add_derivative(const Adaptation<T>& z, const Number& added, const State& y, Rates& dydt) {
    dydt[z.state] += z.kZ * (added - y[z.state]);  // (15)
}

}  // namespace opiodyn::turnover
