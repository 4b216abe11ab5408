#include "opiodyn/limits.hpp"

#include <cmath>

#include "opiodyn/error.hpp"

namespace opiodyn::limits {
namespace {

std::string gigabytes(double values) {
    return to_text(std::round(values * sizeof(double) / 1e8) / 10.0) + " GB";
}

std::string size(double values) { return to_text(values) + " values, " + gigabytes(values); }

}  // namespace

void require_output(std::string_view field, double values, std::string_view made_of) {
    constexpr auto most = static_cast<double>(output_values);
    if (values <= most) return;
    throw InputError(std::string(field), size(values),
                     "must be at most " + to_text(most) + ", " + gigabytes(most) + " (" +
                         std::string(made_of) + ")");
}

void no_memory(std::string_view field, double values) {
    throw InputError(std::string(field), size(values), "the machine has no memory for them");
}

}  // namespace opiodyn::limits
