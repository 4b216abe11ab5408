#include "foundations/sequences.hpp"

#include "opiodyn/error.hpp"

namespace opiodyn::detail {

std::string numbered(std::string_view name, std::size_t index) {
    return std::string(name) + "[" + std::to_string(index) + "]";
}

void require_sorted(std::string_view name, std::size_t index, double previous, double time) {
    if (time < previous)
        throw InputError(numbered(name, index), to_text(time),
                         "must not be before " + numbered(name, index - 1) + " = " +
                             to_text(previous) + "; sort the times");
}

}  // namespace opiodyn::detail
