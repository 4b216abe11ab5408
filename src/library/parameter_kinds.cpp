#include "library/parameter_kinds.hpp"

#include <algorithm>
#include <cmath>

#include "foundations/message_text.hpp"
#include "library/parameter_data.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

const KindRow* find(std::string_view name) {
    const auto word = name.substr(name.rfind('.') + 1);
    const auto found = std::find_if(kind_rows.begin(), kind_rows.end(),
                                    [&](const KindRow& kind) { return kind.word == word; });
    return found == kind_rows.end() ? nullptr : &*found;
}

Domain domain_of(std::string_view name) {
    const auto* kind = find(name);
    return kind == nullptr ? Domain::positive : kind->domain;
}

}  // namespace

std::string unit_of(std::string_view name) {
    if (const auto* kind = find(name)) return kind->unit;
    throw InputError("parameter", "'" + std::string(name) + "'", "is of no known kind");
}

bool is_fraction(std::string_view name) {
    const Domain domain = domain_of(name);
    return domain == Domain::fraction || domain == Domain::positive_fraction;
}

void check_name(const std::string& field, const std::string& name) {
    if (!detail::is_word(name, ".+"))
        throw InputError(field, "'" + name + "'", "must be one word without '.' and '+'");
}

void check_domain(std::string_view name, double value) {
    const Domain domain = domain_of(name);
    if (domain == Domain::positive || domain == Domain::positive_fraction)
        require_positive(name, value);
    if (domain == Domain::non_negative) require_non_negative(name, value);
    if (domain == Domain::fraction || domain == Domain::positive_fraction)
        require_fraction(name, value);
    if (domain == Domain::any) require_finite(name, value);
}

bool is_possible(std::string_view name, double value) {
    try {
        check_domain(name, value);
        return true;
    } catch (const InputError&) {
        return false;
    }
}

}  // namespace opiodyn::detail
