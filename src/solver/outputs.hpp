#pragma once
/// The outputs of a run are served in their order. A run alone and a run in a batch follow the same rules.

#include <span>
#include <string>
#include <vector>

#include "opiodyn/solver.hpp"

namespace opiodyn::detail {

/// Throws InputError for outputs that no run can serve. Errors call them by `name`.
void check(const std::vector<Output>& outputs, const std::string& name);

/// An output queue tells which output comes next, and whether it is due.
class OutputQueue {
public:
    /// Keeps a reference to the outputs.
    explicit OutputQueue(std::span<const Output> outputs) : outputs_(outputs) {}

    bool done() const { return served_ == outputs_.size(); }
    double next_time() const { return outputs_[served_].time; }
    /// Returns the number of outputs that were served, which is the row of the next one.
    std::size_t served() const { return served_; }
    void serve(std::size_t count = 1) { served_ += count; }
    /// Returns the next outputs, at most `most`, that lie up to time t and before `end`.
    std::span<const Output> pending(double t, double end, std::size_t most) const;
    /// Tells whether no output lies after `time`.
    bool none_after(double time) const;
    /// Tells whether the next output lies before `time` and not at the same instant.
    bool pending_before(double time) const;
    /// Tells whether the next output is at that instant and sees at most `seen` records.
    bool pending_at(double time, std::size_t seen) const;

private:
    std::span<const Output> outputs_;
    std::size_t served_{0};
};

}  // namespace opiodyn::detail
