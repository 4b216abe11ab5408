#include "library/quantities.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

enum class Domain { positive, non_negative, fraction, any };

struct Quantity {
    std::string_view word, unit;
    Domain domain;
};

constexpr std::array<Quantity, 48> quantities{{
    {"CL", "L/h", Domain::non_negative},
    {"CL_renal", "L/h", Domain::non_negative},
    {"V1", "L", Domain::positive},
    {"V2", "L", Domain::positive},
    {"V3", "L", Domain::positive},
    {"Q2", "L/h", Domain::non_negative},
    {"Q3", "L/h", Domain::non_negative},
    {"fu", "-", Domain::fraction},
    {"molar_mass", "g/mol", Domain::positive},
    {"Kp", "-", Domain::non_negative},
    {"salt_factor", "-", Domain::positive},
    {"F", "-", Domain::fraction},
    {"ka", "1/h", Domain::positive},
    {"lag", "h", Domain::non_negative},
    {"fraction", "-", Domain::fraction},
    {"duration", "h", Domain::positive},
    {"K", "nM", Domain::positive},
    {"koff", "1/h", Domain::positive},
    {"tau", "-", Domain::any},
    {"e0", "-", Domain::non_negative},
    {"first_pass", "-", Domain::fraction},
    {"systemic", "-", Domain::fraction},
    {"ke0", "1/h", Domain::positive},
    {"kint", "1/h", Domain::non_negative},
    {"turnover_half_life", "h", Domain::positive},
    {"adaptation_half_life", "h", Domain::positive},
    {"precursor_half_life", "h", Domain::positive},
    {"peptide_half_life", "h", Domain::positive},
    {"stimulus_half_life", "h", Domain::positive},
    {"half_life", "h", Domain::positive},
    {"U", "-", Domain::non_negative},
    {"A50", "-", Domain::positive},
    {"m", "-", Domain::positive},
    {"n", "-", Domain::positive},
    {"gZ", "-", Domain::non_negative},
    {"G", "-", Domain::non_negative},
    {"x50", "-", Domain::positive},
    {"a", "-", Domain::non_negative},
    {"exercise", "-", Domain::non_negative},
    {"injury", "-", Domain::non_negative},
    {"expectation", "-", Domain::non_negative},
    {"Bmax", "nM", Domain::non_negative},
    {"P0", "%", Domain::positive},
    {"mu_share", "-", Domain::fraction},
    {"w_T", "-", Domain::non_negative},
    {"w_O", "-", Domain::non_negative},
    {"w_c", "-", Domain::non_negative},
    {"w_s", "-", Domain::non_negative},
}};

const Quantity* find(std::string_view name) {
    const auto word = name.substr(name.rfind('.') + 1);
    const auto* found = std::find_if(quantities.begin(), quantities.end(),
                                     [&](const Quantity& q) { return q.word == word; });
    return found == quantities.end() ? nullptr : found;
}

Domain domain_of(std::string_view name) {
    const auto* quantity = find(name);
    return quantity == nullptr ? Domain::positive : quantity->domain;
}

}  // namespace

std::string unit_of(std::string_view name) {
    if (const auto* quantity = find(name)) return std::string(quantity->unit);
    throw InvalidInput("parameter", "'" + std::string(name) + "'", "is of no known kind");
}

bool is_fraction(std::string_view name) {
    const auto* quantity = find(name);
    return quantity != nullptr && quantity->domain == Domain::fraction;
}

void check_name(const std::string& field, const std::string& name) {
    if (name.empty() || name.find_first_of(" \t\r\n.+") != std::string::npos)
        throw InvalidInput(field, "'" + name + "'", "must be one word without '.' and '+'");
}

bool is_possible(std::string_view name, double value) {
    switch (domain_of(name)) {
        case Domain::positive:
            return std::isfinite(value) && value > 0.0;
        case Domain::non_negative:
            return std::isfinite(value) && value >= 0.0;
        case Domain::fraction:
            return value >= 0.0 && value <= 1.0;
        case Domain::any:
            return std::isfinite(value);
    }
    return false;
}

void check_domain(std::string_view name, double value) {
    switch (domain_of(name)) {
        case Domain::positive:
            require_positive(name, value);
            return;
        case Domain::non_negative:
            require_non_negative(name, value);
            return;
        case Domain::fraction:
            require_fraction(name, value);
            return;
        case Domain::any:
            require_finite(name, value);
    }
}

}  // namespace opiodyn::detail
