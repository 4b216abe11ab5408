#pragma once
/// A System is the equations of one patient in the shape that is fastest for a solver of one: the linear part by its
/// non-zeros, and no copies.

#include <vector>

#include "problem.hpp"

namespace rivals {

class System {
public:
    explicit System(const opiodyn::Model& model);
    Eigen::Index size() const { return input_.size(); }
    /// Sets the constant rates of the segment to come.
    void begin(const opiodyn::Segment& segment);
    void derivative(const double* y, double* dydt) const;
    /// Returns the exact Jacobian, column by column.
    const opiodyn::Jacobian& jacobian(const double* y);

private:
    struct Entry {
        Eigen::Index row, column;
        double value;
    };
    opiodyn::Model model_;
    std::vector<Entry> linear_;
    State input_;
    opiodyn::Jacobian J_;
};

}  // namespace rivals
