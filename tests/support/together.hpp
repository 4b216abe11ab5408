#pragma once
/// together() runs one action in several threads that begin at the same moment.

#include <barrier>
#include <cstddef>
#include <thread>
#include <vector>

namespace support {

/// Returns what the action gives in each thread; it gets the number of its thread. An action must not throw.
template <class Action>
auto together(std::size_t count, const Action& action) {
    std::vector<decltype(action(count))> found(count);
    std::barrier begin(static_cast<std::ptrdiff_t>(count));
    std::vector<std::thread> threads;
    for (std::size_t k = 0; k < count; ++k)
        threads.emplace_back([&, k] {
            begin.arrive_and_wait();
            found[k] = action(k);
        });
    for (auto& thread : threads) thread.join();
    return found;
}

}  // namespace support
