#pragma once
/// This header tells what doses bring, and makes one period of it.

#include <vector>

#include "opiodyn/schedule.hpp"
#include "schedule/timeline.hpp"

namespace opiodyn::detail {

/// A Portion is what one dose brings into one state: how much, when after the dose, and for how long.
struct Portion {
    Jump amount;
    double lag{};
    double duration{};
};

/// Throws InputError, which names `field`, for what cannot be the index of a state.
void require_state(const char* field, Index state);

/// Throws InputError for an entry by which no dose can enter.
void check(const Entry& entry);

/// Returns how long after its time a dose enters [h]: its own lag and that of the entry.
double lag_of(const Dose& dose, const Entry& entry);

/// Returns the portions of a dose. Its own bioavailability, lag and infusion act on top of those of its
/// entries.
std::vector<Portion> portions_of(const Dose& dose, const std::vector<Entry>& entries);

/// Returns how often `interval` fits into `span`. A span that misses a multiple by rounding counts as one.
double whole_intervals(double span, double interval);

/// A CycleBuilder collects portions that recur every `period`, and wraps them into one period.
class CycleBuilder {
public:
    explicit CycleBuilder(double period);
    void add(const Portion& portion, double time, std::size_t record);
    Cycle take(Watch& watch);

private:
    double period_;
    Timeline timeline_;
};

/// Returns the cycle of a constant infusion that has been running for ever.
Cycle endless_cycle(const Dose& dose, const std::vector<Entry>& entries);

}  // namespace opiodyn::detail
