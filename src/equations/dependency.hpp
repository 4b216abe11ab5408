#pragma once
/// A Dependency is a number that only knows which states it depends on. The right-hand side, evaluated with it,
/// shows where its Jacobian can be non-zero. Both sides of a kink count.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::detail {

class Dependency {
public:
    Dependency() = default;
    Dependency(double /*constant*/) {}
    static Dependency on(Index state) {
        Dependency result;
        result.states_.push_back(state);
        return result;
    }

    const std::vector<Index>& states() const { return states_; }

    Dependency& operator+=(const Dependency& b) {
        std::vector<Index> both;
        std::set_union(states_.begin(), states_.end(), b.states_.begin(), b.states_.end(),
                       std::back_inserter(both));
        states_ = std::move(both);
        return *this;
    }
    Dependency& operator-=(const Dependency& b) { return *this += b; }
    Dependency& operator/=(const Dependency& b) { return *this += b; }

    friend Dependency operator+(Dependency a, const Dependency& b) { return a += b; }
    friend Dependency operator-(Dependency a, const Dependency& b) { return a += b; }
    friend Dependency operator*(Dependency a, const Dependency& b) { return a += b; }
    friend Dependency operator/(Dependency a, const Dependency& b) { return a += b; }

private:
    std::vector<Index> states_;  ///< ascending
};

/// Numbers are a vector of any number type, indexed like Eigen's.
template <class Number>
class Numbers {
public:
    explicit Numbers(Index size) : values_(static_cast<std::size_t>(size)) {}
    Number& operator[](Index i) { return values_[static_cast<std::size_t>(i)]; }
    const Number& operator[](Index i) const { return values_[static_cast<std::size_t>(i)]; }
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }

private:
    std::vector<Number> values_;
};

using opiodyn::power, opiodyn::smallest;  // The next ones must not hide them.
inline Dependency positive_part(const Dependency& x) { return x; }
inline Dependency power(const Dependency& x, double /*p*/) { return x; }
inline Dependency smallest(const Dependency& a, const Dependency& b) { return a + b; }

}  // namespace opiodyn::detail
