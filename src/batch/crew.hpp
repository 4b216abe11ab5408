#pragma once
/// This header starts threads that do the same work, and waits for them whatever happens.

#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace opiodyn::detail {

/// A Crew is some threads beside that of the caller. It joins them when it ends, also if an exception ends it.
class Crew {
public:
    Crew() = default;
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;
    ~Crew() {
        for (auto& thread : threads_) thread.join();
    }

    /// Starts threads that do some work, which must not throw; fewer if the system gives no more.
    template <class Work>
    void start(std::size_t count, const Work& work) {
        threads_.reserve(count);
        try {
            while (threads_.size() < count) threads_.emplace_back(work);
        } catch (const std::system_error&) {
            // The threads that have started do the work.
        }
    }

    /// Returns the number of threads that were started.
    std::size_t size() const { return threads_.size(); }

private:
    std::vector<std::thread> threads_;
};

}  // namespace opiodyn::detail
