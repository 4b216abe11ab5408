#pragma once
// These clocks tell times [s]. Processor time counts, because on a shared machine the clock on the wall tells of the
// others.

#include <time.h>

namespace clocks {

inline double seconds(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}
inline double thread() { return seconds(CLOCK_THREAD_CPUTIME_ID); }
inline double process() { return seconds(CLOCK_PROCESS_CPUTIME_ID); }
inline double wall() { return seconds(CLOCK_MONOTONIC); }

}  // namespace clocks
