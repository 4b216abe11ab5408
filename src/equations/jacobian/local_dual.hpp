#pragma once
/// Local dual numbers differentiate a few equations with respect to the few states that these name. They have a
/// direction for each, whatever the number of states of the model.

#include <array>
#include <cstddef>
#include <utility>

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/dual.hpp"

namespace opiodyn::detail {

/// A LocalState is the state with some components as variables. Direction `first` + k is state `variable[k]`.
template <std::size_t N, std::size_t count, class T, class State>
struct LocalState {
    const State& y;
    std::size_t first;
    std::array<Index, count> variable;

    Dual<N, T> operator[](Index i) const {
        Dual<N, T> number{T(y[i])};
        for (std::size_t k = 0; k < count; ++k)
            if (variable[k] == i) number.slope[first + k] = T(1.0);
        return number;
    }
};

/// LocalRates are the rates of a few rows.
template <std::size_t N, std::size_t count, class T>
struct LocalRates {
    std::array<Index, count> row;
    std::array<Dual<N, T>, count> rate{};

    Dual<N, T>& operator[](Index i) {
        std::size_t k = 0;
        while (row[k] != i) ++k;
        return rate[k];
    }
};

/// Returns x as the variable of direction k.
template <std::size_t N, class T>
Dual<N, T> variable(const T& x, std::size_t k) {
    Dual<N, T> number(x);
    number.slope[k] = T(1.0);
    return number;
}

}  // namespace opiodyn::detail
