#include "foundations/sequences.hpp"

#include "opiodyn/error.hpp"

namespace opiodyn::detail {

std::string numbered(std::string_view name, std::size_t index) {
    return std::string(name) + "[" + std::to_string(index) + "]";
}

std::size_t require_index(std::string_view field, std::int64_t index, std::int64_t count) {
    if (index < 0 || index >= count)
        throw InputError(std::string(field), std::to_string(index),
                         count > 0 ? "must be at least 0 and below " + std::to_string(count)
                                   : "has nothing to count: there are none");
    return static_cast<std::size_t>(index);
}

void require_sorted(std::string_view name, std::size_t index, double previous, double time) {
    if (time < previous)
        throw InputError(numbered(name, index), to_text(time),
                         "must not be before " + numbered(name, index - 1) + " = " +
                             to_text(previous) + "; sort the times");
}

}  // namespace opiodyn::detail
