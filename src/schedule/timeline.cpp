#include "schedule/timeline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "opiodyn/error.hpp"
#include "opiodyn/units.hpp"

namespace opiodyn::detail {
namespace {

/// Throws InputError if a number that follows from a record is too large for a double. A sum that overflows may be NaN.
void require_held(std::size_t record, const char* what, double number) {
    if (std::isfinite(number)) return;
    throw InputError(std::string(what) + " of record[" + std::to_string(record) + "]", "inf",
                     "is more than a number can hold; give it smaller numbers");
}

}  // namespace

void RunningSum::add(double term) {
    ++count_;
    accumulate(term);
}

void RunningSum::remove(double term) {
    --count_;
    accumulate(-term);
}

double RunningSum::value() const { return std::accumulate(parts_.begin(), parts_.end(), 0.0); }

/// Adds a term to each part by Knuth's two-sum: the rounded sum goes on, and what rounding took stays as a part.
void RunningSum::accumulate(double term) {
    std::size_t kept = 0;
    for (const double part : parts_) {
        const double sum = part + term;
        const double shared = sum - part;
        const double lost = (part - (sum - shared)) + (term - shared);
        if (lost != 0.0) parts_[kept++] = lost;
        term = sum;
    }
    parts_.resize(kept);
    if (term != 0.0) parts_.push_back(term);
}

void Timeline::event(double time, std::size_t record, Action action) {
    require_held(record, "time", time);
    if (const auto* jump = std::get_if<Jump>(&action)) require_held(record, "amount", jump->amount);
    items_.push_back({time, record, Kind::action, actions_.size()});
    actions_.push_back(std::move(action));
}

void Timeline::infusion(double begin, double end, std::size_t record, Jump amount) {
    if (same_instant(begin, end)) return event(begin, record, amount);
    require_held(record, "time", end);
    require_held(record, "amount", amount.amount);
    const auto id = infusions_.size();
    infusions_.push_back({amount, begin, end});
    items_.push_back({begin, record, Kind::begin, id});
    items_.push_back({end, record, Kind::end, id});
}

void Timeline::mark(double time) { items_.push_back({time, 0, Kind::mark, 0}); }

Schedule Timeline::segments(Watch& watch) {
    sort(watch);
    Schedule schedule;
    for (std::size_t i = 0; i < items_.size();) {
        watch();
        Segment segment{items_[i].time, std::numeric_limits<double>::infinity(), {}, {}};
        if (!schedule.empty()) schedule.back().end = segment.begin;
        for (; i < items_.size() && items_[i].time == segment.begin; ++i) apply(items_[i], segment);
        segment.inputs = inputs();
        schedule.push_back(std::move(segment));
    }
    return schedule;
}

void Timeline::sort(Watch& watch) {
    std::stable_sort(items_.begin(), items_.end(), [&](const Item& a, const Item& b) {
        watch();
        return a.time < b.time;
    });
    snap();
    std::stable_sort(items_.begin(), items_.end(), [&](const Item& a, const Item& b) {
        watch();
        return std::pair(a.time, a.record) < std::pair(b.time, b.record);
    });
}

/// Moves what falls on one instant to exactly one time. Infusions follow, and their rate is taken from
/// the moved times, so that the amount stays the dose.
void Timeline::snap() {
    double instant = -std::numeric_limits<double>::infinity();
    for (auto& item : items_) {
        if (!same_instant(item.time, instant)) instant = item.time;
        item.time = instant;
        if (item.kind == Kind::begin) infusions_[item.which].begin = instant;
        if (item.kind == Kind::end) infusions_[item.which].end = instant;
    }
}

void Timeline::begin(const Infusion& infusion, std::size_t record) {
    auto& sum = running_[infusion.amount.state];
    sum.add(infusion.rate());
    require_held(record, "rate of infusion", sum.value());
}

void Timeline::apply(const Item& item, Segment& segment) {
    switch (item.kind) {
        case Kind::action:
            segment.events.push_back({item.record, std::move(actions_[item.which])});
            break;
        case Kind::begin:
            begin(infusions_[item.which], item.record);
            break;
        case Kind::end:
            running_[infusions_[item.which].amount.state].remove(infusions_[item.which].rate());
            break;
        case Kind::mark:
            break;
    }
}

std::vector<Input> Timeline::inputs() const {
    std::vector<Input> list;
    for (const auto& [state, rate] : running_)
        if (!rate.empty()) list.push_back({state, rate.value()});
    return list;
}

}  // namespace opiodyn::detail
