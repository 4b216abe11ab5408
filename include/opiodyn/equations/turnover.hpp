#pragma once
/// What the body makes anew: receptors, endogenous peptides, and their adaptation to a block.
/// Equations (8), (9) and (11)-(15) of docs/theory.md, over any number type. Densities and levels are
/// relative to the drug-free state, where they are 1.

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::turnover {

/// The density of a receptor population and how a block raises it.
template <class T>
struct Density {
    Index state;            ///< T_r
    T kdeg;                 ///< 1/h
    T U;                    ///< largest rise under full block
    T A50, m;               ///< block at half of the rise, and steepness
    T half{power(A50, m)};  ///< A50^m, once
};

/// Up-regulation by the antagonist-occupied fraction A: from 0 to 1.
template <class T, class Number>
Number up_regulation(const Density<T>& density, const Number& A) {
    const Number blocked = power(A, density.m);
    return blocked * (1.0 + density.half) / (density.half + blocked);  // (9)
}

/// Adds dT/dt. `internalised`: what is lost with ligands beyond the drug-free loss, 1/h.
template <class T, class Number, class State, class Rates>
void add_derivative(const Density<T>& density, const Number& A, const Number& internalised,
                    const State& y, Rates& dydt) {
    dydt[density.state] +=
        density.kdeg * (1.0 + density.U * up_regulation(density, A) - y[density.state]) -
        internalised;  // (8)
}

/// What sets a peptide in motion: the block that is sensed (phi 1) or the tone that is lost (phi 0).
template <class T, class Number>
Number drive(const T& phi, const Number& A, const Number& s) {
    return phi * A + (1.0 - phi) * positive_part(1.0 - s);  // (11)
}

/// An endogenous peptide: its precursor M, its level E, and stimuli X that release it.
template <class T>
struct Peptide {
    Index precursor, level, stimulus;
    T kM, kE, kX;  ///< 1/h
    T G, x50;      ///< gain of synthesis, and the drive at which it levels off
    T a;           ///< gain of release
};

/// Adds dM/dt, dE/dt and dX/dt under a drive x.
template <class T, class Number, class State, class Rates>
void add_derivative(const Peptide<T>& p, const Number& x, const State& y, Rates& dydt) {
    const auto synthesis = 1.0 + p.G * x * (1.0 + p.x50) / (p.x50 + x);
    const auto release = (1.0 + p.a * x) * (1.0 + y[p.stimulus]);
    dydt[p.precursor] += p.kM * (synthesis - y[p.precursor]);         // (12)
    dydt[p.level] += p.kE * (y[p.precursor] * release - y[p.level]);  // (13)
    dydt[p.stimulus] -= p.kX * y[p.stimulus];                         // (14)
}

/// Adaptation Z of a receptor to tone above the drug-free one.
template <class T>
struct Adaptation {
    Index state;
    T kZ;  ///< 1/h
    T gZ;  ///< how much a unit of Z takes from efficacy
};

template <class T, class Number, class State, class Rates>
void add_derivative(const Adaptation<T>& z, const Number& s, const State& y, Rates& dydt) {
    dydt[z.state] += z.kZ * (positive_part(s - 1.0) - y[z.state]);  // (15)
}

}  // namespace opiodyn::turnover
