#pragma once
/// An OnDemand is something made when it is first asked for, by whichever thread comes first.

#include <mutex>
#include <optional>

namespace opiodyn::detail {

template <class T>
class OnDemand {
public:
    template <class Make>
    const T& get(const Make& make) const {
        std::call_once(made_, [&] { value_.emplace(make()); });
        return *value_;
    }

private:
    mutable std::once_flag made_;
    mutable std::optional<T> value_;
};

}  // namespace opiodyn::detail
