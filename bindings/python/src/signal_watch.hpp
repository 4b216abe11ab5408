#pragma once
/// This header tells a run that it is to end: by Ctrl-C, or by a flag that another thread sets.

#include <atomic>
#include <chrono>
#include <memory>
#include <utility>

#include "bind.hpp"

namespace opiodyn::python {

/// A stop flag, once set, ends all runs that watch it. Python hands signals to its main thread alone; runs
/// in other threads learn of them this way. Threads may share it.
class StopFlag {
public:
    void set() { set_ = true; }
    bool is_set() const { return set_; }

private:
    std::atomic<bool> set_{false};
};

/// A signal watch returns true once the flag is set, or a signal such as Ctrl-C has arrived. It asks
/// Python, which needs the GIL, no more often than every 20 ms. One object serves one thread.
class SignalWatch {
public:
    explicit SignalWatch(std::shared_ptr<const StopFlag> flag) : flag_(std::move(flag)) {}

    bool operator()() {
        if (flag_ && flag_->is_set()) return true;
        const auto now = Clock::now();
        if (now < next_) return false;
        next_ = now + std::chrono::milliseconds(20);
        const py::gil_scoped_acquire gil;
        return PyErr_CheckSignals() != 0;
    }

private:
    using Clock = std::chrono::steady_clock;
    std::shared_ptr<const StopFlag> flag_;
    Clock::time_point next_{Clock::now() + std::chrono::milliseconds(20)};
};

}  // namespace opiodyn::python
