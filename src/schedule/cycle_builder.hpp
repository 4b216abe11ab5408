#pragma once
/// What doses bring, and one period of it.

#include <vector>

#include "opiodyn/schedule.hpp"
#include "schedule/timeline.hpp"

namespace opiodyn::detail {

/// What one dose brings into one state: when, counted from the dose, and for how long.
struct Portion {
    Jump amount;
    double lag{};
    double duration{};
};

/// The dose's own bioavailability, lag and infusion act on top of those of its entries.
std::vector<Portion> portions_of(const Dose& dose, const std::vector<Entry>& entries);

/// How often `interval` fits into `span`; a span that misses a multiple by rounding counts as one.
double whole_intervals(double span, double interval);

/// Collects portions that recur every `period`, wrapped into one of them.
class CycleBuilder {
public:
    explicit CycleBuilder(double period);
    void add(const Portion& portion, double time, std::size_t record);
    Cycle take();

private:
    double period_;
    Timeline timeline_;
};

/// A constant infusion that has been running for ever.
Cycle endless_cycle(const Dose& dose, const std::vector<Entry>& entries);

}  // namespace opiodyn::detail
