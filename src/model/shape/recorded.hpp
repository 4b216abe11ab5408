#pragma once
/// A model is built once with numbers that remember how they come from its parameters;
/// for other parameters they are computed again, without building.

#include <cstdint>
#include <vector>

#include "opiodyn/entry.hpp"

namespace opiodyn::detail {

class Recipe;

/// A number of a model under construction.
class Recorded {
public:
    Recorded() = default;
    Recorded(double constant) : value_(constant) {}
    Recorded(Recipe& recipe, Index slot, double value)
        : recipe_(&recipe), slot_(slot), value_(value) {}

    /// While the model is built.
    double value() const { return value_; }
    /// For other parameters: `numbers` are those that the recipe computed from them.
    double in(const std::vector<double>& numbers) const {
        return slot_ < 0 ? value_ : numbers[static_cast<std::size_t>(slot_)];
    }

    friend Recorded operator+(const Recorded& a, const Recorded& b);
    friend Recorded operator-(const Recorded& a, const Recorded& b);
    friend Recorded operator*(const Recorded& a, const Recorded& b);
    friend Recorded operator/(const Recorded& a, const Recorded& b);
    friend Recorded power(const Recorded& x, const Recorded& p);
    Recorded& operator+=(const Recorded& b) { return *this = *this + b; }
    Recorded& operator/=(const Recorded& b) { return *this = *this / b; }

    // What is decided by a comparison is part of a model's shape: the recipe holds as long as all of
    // them come out the same.
    friend bool operator<(const Recorded& a, const Recorded& b);
    friend bool operator==(const Recorded& a, const Recorded& b);
    friend bool operator>(const Recorded& a, const Recorded& b) { return b < a; }
    friend bool operator<=(const Recorded& a, const Recorded& b) { return !(b < a); }

private:
    friend class Recipe;
    Recipe* recipe_{nullptr};  ///< null: a constant
    Index slot_{-1};
    double value_{0.0};
};

/// The way from the parameters of a model to its numbers.
class Recipe {
public:
    enum class Operation : std::uint8_t { add, subtract, multiply, divide, power };
    enum class Relation : std::uint8_t { less, equal };

    Recipe() = default;
    Recipe(const Recipe&) = delete;  // its numbers know where it is
    Recipe& operator=(const Recipe&) = delete;

    /// How many parameters there are; before anything is recorded.
    void begin(Index parameters) { slots_ = parameters; }
    Recorded parameter(Index row, double value) { return {*this, row, value}; }

    /// `numbers` holds the parameters; what comes from them is added. False if a decision comes out in
    /// another way than it did when the model was built.
    bool compute(std::vector<double>& numbers) const;

    /// In the recipe of either; of two constants there is nothing to record.
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

    static double apply(Operation operation, double a, double b);
    static bool holds(Relation relation, double a, double b);

    Index slots_{0};
    std::vector<Step> steps_;
    std::vector<Decision> decisions_;
};

}  // namespace opiodyn::detail
