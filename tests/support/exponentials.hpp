#pragma once
/// Linear pharmacokinetics has closed forms: sums of exponentials. They are in long double, so that they are exact
/// beside what they test.

#include <algorithm>
#include <cmath>
#include <vector>

namespace support {

using Real = long double;

/// Returns e^(-a t) and e^(-b t) after each other: (e^(-a t) - e^(-b t)) / (b - a), or its limit t e^(-a t).
inline Real convolve(Real a, Real b, Real t) {
    if (a == b) return t * std::exp(-a * t);
    return std::exp(-b * t) * std::expm1((b - a) * t) / (b - a);
}

/// Exponentials are the response to a unit bolus, the sum of c e^(-lambda t), and what follows from it for other
/// inputs.
struct Exponentials {
    struct Term {
        Real c, lambda;
    };
    std::vector<Term> terms;

    template <class Each>
    Real sum(Each each) const {
        Real total = 0;
        for (const auto& term : terms) total += term.c * each(term.lambda);
        return total;
    }
    Real bolus(Real t) const {
        return sum([&](Real k) { return std::exp(-k * t); });
    }
    /// Returns the response to a unit amount at a constant rate over T.
    Real infusion(Real T, Real t) const {
        const Real in = std::min(t, T), after = std::max<Real>(0, t - T);
        return sum([&](Real k) { return -std::expm1(-k * in) * std::exp(-k * after) / (k * T); });
    }
    /// Returns the response to a unit amount in a depot that empties with ka.
    Real oral(Real ka, Real t) const {
        return sum([&](Real k) { return ka * convolve(k, ka, t); });
    }
    /// Returns the response to a unit amount that passes n + 1 stages of the rate ktr, a gamma density: for each
    /// exponential (ktr t)^m e^(-ktr t) sum of x^j / (m + j)! with m = n + 1 and x = (ktr - lambda) t.
    Real transit(Real ktr, int n, Real t) const {
        return sum([&](Real k) {
            Real term = std::exp(-ktr * t), total = 0;
            for (int j = 1; j <= n + 1; ++j) term *= ktr * t / j;
            for (int j = n + 2; total != total + term; ++j) {
                total += term;
                term *= (ktr - k) * t / j;
            }
            return total;
        });
    }
    /// Returns the response to a unit amount at a constant rate over T into a depot that empties with ka (not one of
    /// lambda).
    Real depot_infusion(Real ka, Real T, Real t) const {
        const auto until = [ka](Real k, Real u) {  // This is the integral of ka convolve(k, ka, u).
            return ka / (ka - k) * (std::expm1(-ka * u) / ka - std::expm1(-k * u) / k);
        };
        return sum([&](Real k) { return (until(k, t) - until(k, std::max<Real>(0, t - T))) / T; });
    }
    /// Returns the response to a bolus every `ii` for ever, t after the latest.
    Real steady_bolus(Real ii, Real t) const {
        return sum([&](Real k) { return std::exp(-k * t) / -std::expm1(-k * ii); });
    }
    Real steady_oral(Real ka, Real ii, Real t) const {
        return sum([&](Real k) {
            const Real slow = std::exp(-k * t) / -std::expm1(-k * ii);
            const Real fast = std::exp(-ka * t) / -std::expm1(-ka * ii);
            return ka / (ka - k) * (slow - fast);
        });
    }
};

inline Exponentials one_compartment(Real CL, Real V) { return {{{1 / V, CL / V}}}; }

inline Exponentials two_compartments(Real CL, Real V1, Real Q, Real V2) {
    const Real k10 = CL / V1, k12 = Q / V1, k21 = Q / V2, sum = k10 + k12 + k21;
    const Real alpha = (sum + std::sqrt(sum * sum - 4 * k10 * k21)) / 2, beta = k10 * k21 / alpha;
    return {
        {{(alpha - k21) / (alpha - beta) / V1, alpha}, {(k21 - beta) / (alpha - beta) / V1, beta}}};
}

/// Finds the roots of s^3 - a2 s^2 + a1 s - a0 by the trigonometric formula, then by Newton's method.
inline Exponentials three_compartments(Real CL, Real V1, Real Q2, Real V2, Real Q3, Real V3) {
    const Real k10 = CL / V1, k12 = Q2 / V1, k21 = Q2 / V2, k13 = Q3 / V1, k31 = Q3 / V3;
    const Real a2 = k10 + k12 + k13 + k21 + k31;
    const Real a1 = k10 * k21 + k10 * k31 + k21 * k31 + k21 * k13 + k31 * k12;
    const Real a0 = k10 * k21 * k31;
    const Real p = a1 - a2 * a2 / 3, q = -2 * a2 * a2 * a2 / 27 + a1 * a2 / 3 - a0;
    const Real pi = std::acos(Real(-1)), radius = 2 * std::sqrt(-p / 3);
    const Real angle = std::acos(3 * q / (p * radius)) / 3;
    Real roots[3];
    for (int i = 0; i < 3; ++i) {
        Real s = radius * std::cos(angle - 2 * pi * i / 3) + a2 / 3;
        for (int k = 0; k < 4; ++k)
            s -= (((s - a2) * s + a1) * s - a0) / ((3 * s - 2 * a2) * s + a1);
        roots[i] = s;
    }
    Exponentials response;
    for (int i = 0; i < 3; ++i) {
        const Real s = roots[i], u = roots[(i + 1) % 3], v = roots[(i + 2) % 3];
        response.terms.push_back({(k21 - s) * (k31 - s) / ((u - s) * (v - s)) / V1, s});
    }
    return response;
}

}  // namespace support
