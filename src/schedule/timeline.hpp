#pragma once
/// What happens when, in any order, made into ordered segments.

#include <cstddef>
#include <map>
#include <vector>

#include "opiodyn/schedule.hpp"

namespace opiodyn::detail {

/// True if a comes before b and is not the same instant.
bool is_before(double a, double b);

/// A sum that forgets nothing when terms leave it again: kept in twice the precision, and exactly
/// zero when nothing is left. (A running sum of doubles would leave the rounding of a large infusion
/// on a small one; adding up all that run, for each segment, is quadratic.)
class RunningSum {
public:
    void add(double term);
    void remove(double term);
    bool empty() const { return count_ == 0; }
    double value() const { return high_ + low_; }

private:
    void accumulate(double term);
    double high_{0.0}, low_{0.0};
    std::size_t count_{0};
};

class Timeline {
public:
    using Action = decltype(Event::action);

    void event(double time, std::size_t record, Action action);
    /// An amount that enters `state` at a constant rate; at once if begin and end are one instant.
    void infusion(double begin, double end, std::size_t record, Jump amount);
    /// A segment shall begin here, whether or not anything happens.
    void mark(double time);

    /// In order of time; what falls on one instant in order of the records.
    Schedule segments();

private:
    struct Infusion {
        Jump amount;
        double begin{}, end{};
        double rate() const { return amount.amount / (end - begin); }
    };
    enum class Kind { action, begin, end, mark };
    struct Item {
        double time{};
        std::size_t record{};
        Kind kind{};
        std::size_t which{};  ///< of actions_ or infusions_
    };

    void sort();
    void snap();
    void apply(const Item& item, Segment& segment);
    std::vector<Input> inputs() const;

    std::vector<Item> items_;
    std::vector<Action> actions_;
    std::vector<Infusion> infusions_;
    std::map<Index, RunningSum> running_;  ///< rates at present, by state
};

}  // namespace opiodyn::detail
