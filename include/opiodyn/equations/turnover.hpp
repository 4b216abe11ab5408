#pragma once
/// This header computes what the body makes anew, receptors and endogenous peptides, and the adaptation of
/// receptors to tone above the drug-free level. It holds equations (8), (9) and (11)-(15) of
/// docs/theory.md, over any number type. Densities and levels are relative to the drug-free state, where
/// they are 1 [-]. Threads may share its structs while none writes.

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::turnover {

/// A density is that of a receptor population, which a block raises.
template <class T>
struct Density {
    Index state;  ///< This state is T_r [-].
    T kdeg;       ///< kdeg is the rate constant of degradation [1/h].
    T U;          ///< U is the largest rise, under full block [-].
    T A50;        ///< A50 is the block at half-saturation of the Hill function in (9) [-].
    T m;          ///< m is the steepness of this Hill function [-].
    T half{power(A50, m)};  ///< A50^m [-] is computed once.
};

/// Returns the up-regulation h(A) [-], from 0 to 1, by the fraction A that antagonists hold [-].
template <class T, class Number>
Number up_regulation(const Density<T>& density, const Number& A) {
    const Number blocked = power(A, density.m);
    return blocked * (1.0 + density.half) / (density.half + blocked);  // (9)
}

/// Adds dT/dt [1/h]. `internalised` is what is lost with ligands beyond the drug-free loss [1/h].
template <class T, class Number, class State, class Rates>
void add_derivative(const Density<T>& density, const Number& A, const Number& internalised,
                    const State& y, Rates& dydt) {
    dydt[density.state] +=
        density.kdeg * (1.0 + density.U * up_regulation(density, A) - y[density.state]) -
        internalised;  // (8)
}

/// Returns the drive x of a peptide [-]: the block A that is sensed (phi 1), or the tone s that is lost
/// (phi 0).
template <class T, class Number>
Number drive(const T& phi, const Number& A, const Number& s) {
    return phi * A + (1.0 - phi) * positive_part(1.0 - s);  // (11)
}

/// An endogenous peptide has a precursor M, a level E, and stimuli X that release it.
template <class T>
struct Peptide {
    Index precursor, level, stimulus;  ///< The states are M, E and X [-].
    T kM, kE, kX;                      ///< kM, kE and kX are their rate constants [1/h].
    /// G is the gain of synthesis [-], and x50 the drive at which it is half-way to its limit [-].
    T G, x50;
    T a;  ///< a is the gain of release [-].
};

/// Adds dM/dt, dE/dt and dX/dt [1/h] under a drive x [-].
template <class T, class Number, class State, class Rates>
void add_derivative(const Peptide<T>& p, const Number& x, const State& y, Rates& dydt) {
    const auto synthesis = 1.0 + p.G * x * (1.0 + p.x50) / (p.x50 + x);
    const auto release = (1.0 + p.a * x) * (1.0 + y[p.stimulus]);
    dydt[p.precursor] += p.kM * (synthesis - y[p.precursor]);         // (12)
    dydt[p.level] += p.kE * (y[p.precursor] * release - y[p.level]);  // (13)
    dydt[p.stimulus] -= p.kX * y[p.stimulus];                         // (14)
}

/// Adaptation Z of a receptor follows tone above the drug-free one.
template <class T>
struct Adaptation {
    Index state;  ///< This state is Z [-].
    T kZ;         ///< kZ is its rate constant [1/h].
    T gZ;         ///< gZ says how much a unit of Z takes from efficacy [-], equation (16).
};

/// Adds dZ/dt [1/h] at the tone s [-], relative to the drug-free one.
template <class T, class Number, class State, class Rates>
void add_derivative(const Adaptation<T>& z, const Number& s, const State& y, Rates& dydt) {
    dydt[z.state] += z.kZ * (positive_part(s - 1.0) - y[z.state]);  // (15)
}

}  // namespace opiodyn::turnover
