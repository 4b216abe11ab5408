#pragma once
/// ShapeNotes list all of some equations that is not the value of a parameter. Equations with the same notes do the same
/// operations with numbers that may differ.

#include <vector>

#include "equations/equations_transfer.hpp"

namespace opiodyn::detail {

class ShapeNotes {
public:
    explicit ShapeNotes(const Equations<double>& equations) {
        Equations<double> copy;
        Transfer<ShapeNotes> transfer(*this);
        transfer(equations, copy);
    }

    std::vector<Index> values;

    void number(double, double) {}
    void shape(Index value) { values.push_back(value); }
    Index state(Index index) { return values.emplace_back(index); }
};

}  // namespace opiodyn::detail
