#pragma once
/// Room 7, private. The Jacobian of a sparse function by dual numbers, several columns in one
/// evaluation: columns that share no row have the same colour, and one direction serves all of them.
/// A. R. Curtis, M. J. D. Powell, J. K. Reid (1974), J. Inst. Math. Appl. 13:117.

#include <cstddef>
#include <vector>

#include "opiodyn/dual.hpp"
#include "opiodyn/entry.hpp"

namespace opiodyn::detail {

using Pattern = Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// A vector of any number type, indexed like Eigen's.
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

class ColouredJacobian {
public:
    ColouredJacobian() = default;
    explicit ColouredJacobian(const Pattern& pattern);

    Index colours() const { return colours_; }

    /// Adds the Jacobian of f to J; f(y, rates) adds to rates.
    template <class Function>
    void add(const Function& f, const Eigen::VectorXd& y, Eigen::MatrixXd& J) const {
        using Number = Dual<width>;
        Numbers<Number> point(y.size());
        for (Index first = 0; first < colours_; first += width) {
            for (Index j = 0; j < y.size(); ++j) point[j] = seeded(y[j], colour(j) - first);
            Numbers<Number> rates(y.size());
            f(point, rates);
            for (const auto& e : elements_) {
                const Index direction = colour(e.column) - first;
                if (0 <= direction && direction < width)
                    J(e.row, e.column) += rates[e.row].slope[static_cast<std::size_t>(direction)];
            }
        }
    }

private:
    static constexpr Index width = 8;
    struct Element {
        Index row, column;
    };

    static Dual<width> seeded(double value, Index direction) {
        Dual<width> number(value);
        if (0 <= direction && direction < width)
            number.slope[static_cast<std::size_t>(direction)] = 1.0;
        return number;
    }
    Index colour(Index column) const { return colour_[static_cast<std::size_t>(column)]; }

    std::vector<Index> colour_;  ///< of each column; -1 where it is empty
    std::vector<Element> elements_;
    Index colours_{0};
};

}  // namespace opiodyn::detail
