#pragma once
/// A Timeline takes what happens in any order, and gives it back as ordered segments.

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "opiodyn/schedule.hpp"

namespace opiodyn::detail {

/// A RunningSum is a sum whose terms can be taken out again without harm to those that stay: it is exact, and value() is
/// the double next to it, or its neighbour. A running sum of doubles would leave the rounding of a large infusion on a
/// small one. Adding up all infusions that run, for each segment, would be quadratic.
///
/// The sum is kept in parts that do not overlap (Shewchuk, 1997, Adaptive precision floating-point arithmetic and fast
/// robust geometric predicates, theorem 10; Python's math.fsum is made so). Example in numbers of three decimal digits:
/// an infusion of 1000 nmol/h runs, and one of 12.6 nmol/h joins it. Then the first one ends.
///     add(12.6)      1000 + 12.6 = 1012.6 is rounded to 1010. 1010 - 1000 = 10 of the term went in, and the other
///                    12.6 - 10 = 2.6 is a part of its own.
///     remove(1000)   2.6 - 1000 = -997.4 is rounded to -997, which leaves -0.4. 1010 - 997 = 13 without rounding.
/// value() is -0.4 + 13 = 12.6, the rate of the infusion that still runs. A plain sum would give 10.
class RunningSum {
public:
    void add(double term);
    void remove(double term);
    bool empty() const { return count_ == 0; }
    double value() const;

private:
    void accumulate(double term);
    std::vector<double> parts_;  ///< The parts are not 0, and ascend in size.
    std::size_t count_{0};
};

/// A Watch calls a poll once in a while, as a call costs more than an item of a schedule.
class Watch {
public:
    explicit Watch(const Poll& poll) : poll_(poll) {}

    void operator()() {
        constexpr std::int64_t items = 256;
        if (++seen_ % items == 0 && poll_) poll_();
    }

private:
    const Poll& poll_;
    std::int64_t seen_{0};
};

class Timeline {
public:
    using Action = decltype(Event::action);

    void event(double time, std::size_t record, Action action);
    /// Adds an amount that enters its state at a constant rate, or at once if begin and end are one instant.
    void infusion(double begin, double end, std::size_t record, Jump amount);
    /// Begins a segment here, whether or not anything happens.
    void mark(double time);

    /// Returns the segments in order of time. What falls on one instant stands in order of the records.
    Schedule segments(Watch& watch);

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
        std::size_t which{};  ///< This is a place in actions_ or infusions_.
    };

    void sort(Watch& watch);
    void snap();
    void begin(const Infusion& infusion, std::size_t record);
    void apply(const Item& item, Segment& segment);
    std::vector<Input> inputs() const;

    std::vector<Item> items_;
    std::vector<Action> actions_;
    std::vector<Infusion> infusions_;
    std::map<Index, RunningSum> running_;  ///< Holds the rates now, by state.
};

}  // namespace opiodyn::detail
