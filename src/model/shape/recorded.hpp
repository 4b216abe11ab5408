#pragma once
/// A model is built once with numbers that remember how they come from its parameters. For other parameters its
/// Recipe computes them again, without building.
///
/// Example: the recipe of one number, k = CL / V1. The model is built with CL = 94 and V1 = 47.
///     begin(2)                    slots 0 and 1 are the parameters
///     CL = parameter(0, 94)       V1 = parameter(1, 47)
///     k = CL / V1                 step: slot 2 = slot 0 / slot 1, which is 2 now
///     if (k > 1.0) ...            decision: 1 < slot 2 is true
/// For another person compute() gets the numbers {90, 60}. It replays the step, which makes them {90, 60, 1.5}. The
/// decision comes out as before, 1 < 1.5, so that the result is true. From {30, 60} the step makes k = 0.5, and the
/// decision comes out in another way. compute() returns false, and the model must be built in full.

#include <cstdint>
#include <vector>

#include "opiodyn/entry.hpp"
#include "opiodyn/scalars/number.hpp"

namespace opiodyn::detail {

class Recipe;

/// A Recorded is a number of a model under construction.
class Recorded {
public:
    Recorded() = default;
    Recorded(double constant) : value_(constant) {}
    Recorded(Recipe& recipe, Index slot, double value)
        : recipe_(&recipe), slot_(slot), value_(value) {}

    /// Returns the value while the model is built.
    double value() const { return value_; }
    /// Returns the slot that holds the value: a parameter's row, or a later one. A constant has -1.
    Index slot() const { return slot_; }
    /// Returns the value for other parameters, from the `numbers` that the recipe computed from these.
    template <class Number>
    Number in(const std::vector<Number>& numbers) const {
        return slot_ < 0 ? Number(value_) : numbers[static_cast<std::size_t>(slot_)];
    }

    friend Recorded operator+(const Recorded& a, const Recorded& b);
    friend Recorded operator-(const Recorded& a, const Recorded& b);
    friend Recorded operator*(const Recorded& a, const Recorded& b);
    friend Recorded operator/(const Recorded& a, const Recorded& b);
    friend Recorded power(const Recorded& x, const Recorded& p);
    Recorded& operator+=(const Recorded& b) { return *this = *this + b; }
    Recorded& operator/=(const Recorded& b) { return *this = *this / b; }

    // A comparison decides on a model's shape. The recipe holds as long as all comparisons come out the same.
    friend bool operator<(const Recorded& a, const Recorded& b);
    friend bool operator==(const Recorded& a, const Recorded& b);
    friend bool operator>(const Recorded& a, const Recorded& b) { return b < a; }
    friend bool operator<=(const Recorded& a, const Recorded& b) { return !(b < a); }

private:
    friend class Recipe;
    Recipe* recipe_{nullptr};  ///< This is null for a constant.
    Index slot_{-1};
    double value_{0.0};
};

/// A Recipe is the way from the parameters of a model to its numbers.
class Recipe {
public:
    enum class Operation : std::uint8_t { add, subtract, multiply, divide, power };
    enum class Relation : std::uint8_t { less, equal };

    Recipe() = default;
    Recipe(const Recipe&) = delete;  // Its numbers know where it is.
    Recipe& operator=(const Recipe&) = delete;

    /// Sets how many parameters there are, before anything is recorded.
    void begin(Index parameters) { slots_ = parameters; }
    Recorded parameter(Index row, double value) { return {*this, row, value}; }

    /// Adds to `numbers`, which holds the parameters, what comes from them. Returns false if a decision comes out in
    /// another way than it did when the model was built.
    bool compute(std::vector<double>& numbers) const;
    /// Adds to `numbers`, which holds the parameters in any number type, what comes from them. Decisions are taken as
    /// they came out when the model was built.
    template <class Number>
    void replay(std::vector<Number>& numbers) const {
        numbers.reserve(static_cast<std::size_t>(slots_));
        for (const auto& [operation, a, b] : steps_)
            numbers.push_back(apply<Number>(operation, a.in(numbers), b.in(numbers)));
    }

    /// Records an operation in the recipe of either number. Two constants leave nothing to record.
    static Recorded record(Operation operation, const Recorded& a, const Recorded& b);
    static bool decide(Relation relation, const Recorded& a, const Recorded& b);

private:
    struct Step {
        Operation operation;
        Recorded a, b;
    };
    struct Decision {
        Relation relation;
        Recorded a, b;
        bool outcome;
    };

    template <class Number>
    static Number apply(Operation operation, const Number& a, const Number& b) {
        using opiodyn::power;  // Others in this namespace hide it.
        switch (operation) {
            case Operation::add:
                return a + b;
            case Operation::subtract:
                return a - b;
            case Operation::multiply:
                return a * b;
            case Operation::divide:
                return a / b;
            case Operation::power:
                return power(a, b);
        }
        return a;
    }
    static bool holds(Relation relation, double a, double b);

    Index slots_{0};
    std::vector<Step> steps_;
    std::vector<Decision> decisions_;
};

}  // namespace opiodyn::detail
