#pragma once
/// A Presence is a number that only knows whether it is exactly zero or can be anything. The right-hand side, evaluated
/// with it, shows which states can move: a complex stays at zero while its ligand is not there, whatever other ligands
/// do, because its rate is a product with zero.

#include <algorithm>

#include "opiodyn/scalars/number.hpp"

namespace opiodyn::detail {

class Presence {
public:
    Presence() = default;
    Presence(double constant) : present_(constant != 0.0) {}
    /// Returns a number that can be anything.
    static Presence any() { return {1.0}; }

    /// Tells whether the number can be anything but zero.
    bool present() const { return present_; }

    Presence& operator+=(const Presence& b) {
        present_ = present_ || b.present_;
        return *this;
    }
    Presence& operator-=(const Presence& b) { return *this += b; }
    Presence& operator*=(const Presence& b) {
        present_ = present_ && b.present_;
        return *this;
    }
    // A quotient by what can be zero is one that the equations never take.
    Presence& operator/=(const Presence& /*b*/) { return *this; }

    friend Presence operator+(Presence a, const Presence& b) { return a += b; }
    friend Presence operator-(Presence a, const Presence& b) { return a += b; }
    friend Presence operator-(const Presence& a) { return a; }
    friend Presence operator*(Presence a, const Presence& b) { return a *= b; }
    friend Presence operator/(Presence a, const Presence& b) { return a /= b; }

private:
    bool present_{false};
};

using opiodyn::power, opiodyn::smallest;  // The next ones must not hide them.
inline Presence positive_part(const Presence& x) { return x; }
inline Presence power(const Presence& x, const Presence& /*p*/) { return x; }
inline Presence power(const Presence& x, double p) { return p > 0.0 ? x : Presence::any(); }
inline Presence smallest(const Presence& a, const Presence& b) { return a + b; }

}  // namespace opiodyn::detail
