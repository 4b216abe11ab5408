#include "model/assembly/drug_free_check.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "opiodyn/error.hpp"

namespace opiodyn::detail {
namespace {

/// A fault is a quantity of the drug-free body that breaks a rule.
struct Fault {
    std::string quantity;
    double value;
    std::string rule;
    std::string hint;  ///< The hint helps where no single value is to blame.
};

Fault not_finite(const std::string& quantity, double value) {
    return {quantity, std::abs(value), "must be finite",  // NaN may have a sign
            "a number of the model is too large or too small to compute with"};
}

/// Returns the place of the first number that is not finite, or `none`.
Index find_not_finite(const auto& numbers) {
    if ((numbers.array() * 0.0).sum() == 0.0) return none;  // A quick way for the usual case.
    for (Index i = 0; i < numbers.size(); ++i)
        if (!std::isfinite(numbers.data()[i])) return i;
    return none;
}

std::optional<Fault> fault_of_rates(const Model::Implementation& m) {
    const auto& states = m.shape->states;
    State rates(m.shape->size());
    m.equations.derivative(m.baseline, rates);
    if (const Index i = find_not_finite(rates); i != none)
        return not_finite("drug-free rate of " + states[static_cast<std::size_t>(i)].name,
                          rates[i]);
    Jacobian slopes;
    m.jacobian(m.baseline, slopes);
    if (const Index i = find_not_finite(slopes); i != none)
        return not_finite("drug-free slope of the rate of " +
                              states[static_cast<std::size_t>(i % slopes.rows())].name,
                          slopes.data()[i]);
    return {};
}

std::optional<Fault> fault_of_tone(const Model::Implementation& m, std::size_t r,
                                   const std::string& what) {
    const double tone = m.equations.response.tones[r].S0;
    if (!(tone <= 0.0)) return {};
    return Fault{"drug-free tone at " + to_string(m.shape->receptors[r]), tone,
                 "must be above 0, because " + what + " compares with it",
                 "e0 and tau of the peptides there make it"};
}

std::optional<Fault> fault_of_references(const Model::Implementation& m) {
    const auto& response = m.equations.response;
    std::optional<Fault> fault;
    const auto require_tone = [&](std::size_t r, const std::string& what) {
        if (!fault) fault = fault_of_tone(m, r, what);
    };
    for (const auto& peptide : response.peptides)
        if (response.phi < 1.0 && peptide.sensor != none)
            require_tone(static_cast<std::size_t>(peptide.sensor), "phi below 1");
    for (const auto& immune : response.immune)
        for (const auto& [r, share] : immune.shares) require_tone(r, "the mean tone");
    for (const auto& immune : response.immune)
        if (!fault && immune.complex0 <= 0.0)
            fault = {"drug-free complex of the OGF receptor", immune.complex0,
                     "must be above 0, because the immune part compares with it",
                     "ogf.e0 makes it"};
    return fault;
}

/// Tells whether S(0)^n of an endpoint is a number that effects can be counted from.
std::optional<Fault> fault_of_endpoints(const Model::Implementation& m) {
    const auto& response = m.equations.response;
    for (std::size_t k = 0; k < response.effects.size(); ++k) {
        const auto& effect = response.effects[k];
        const double S0 = response.tones[effect.receptor].S0, at_rest = effect.at_rest;
        if (S0 <= 0.0 || (at_rest > 0.0 && at_rest < 1e300)) continue;
        return Fault{"drug-free S(0)^n of effect." + m.shape->endpoints[k], std::abs(at_rest),
                     "must be above 0 and below 1e300",
                     "a smaller n makes it a number that a computer can hold"};
    }
    return {};
}

std::optional<Fault> fault_of_readouts(const Model::Implementation& m) {
    const auto read = m.reader(m.baseline);
    for (std::size_t i = 0; i < m.shape->observations.size(); ++i)
        if (const double value = read(m.shape->observations[i]); !std::isfinite(value))
            return not_finite("drug-free " + m.shape->columns[i].name(), value);
    return {};
}

/// Tells whether rounding leaves less than no receptors free, where peptides hold all but a trace of them.
std::optional<Fault> fault_of_receptors(const Model::Implementation& m) {
    if (!m.equations.kinetic) return {};
    for (std::size_t r = 0; r < m.shape->receptors.size(); ++r)
        if (const double F = binding::free_receptors(m.equations.receptors[r], m.baseline); F < 0.0)
            return Fault{"drug-free share of free receptors at " + to_string(m.shape->receptors[r]),
                         F, "must not be negative",
                         "a smaller e0 of the peptides leaves some free"};
    return {};
}

/// Tells whether what enters with a mg of a dose is a number.
std::optional<Fault> fault_of_entries(const Model::Implementation& m) {
    for (const auto& [key, entries] : m.shape->entries)
        for (const auto& entry : entries)
            if (const double amount = entry.in(m.numbers).nmol_per_mg; !std::isfinite(amount))
                return not_finite("amount [nmol] of 1 mg of " + key.first, amount);
    return {};
}

std::optional<Fault> fault_of(const Model::Implementation& m) {
    auto fault = fault_of_references(m);
    if (!fault) fault = fault_of_receptors(m);
    if (!fault) fault = fault_of_entries(m);
    if (!fault) fault = fault_of_rates(m);
    if (!fault) fault = fault_of_endpoints(m);
    if (!fault) fault = fault_of_readouts(m);
    return fault;
}

/// A suspect is a value that the caller chose, and what is put in its place to see whether it is to blame.
struct Suspect {
    Index row;
    double instead;
    bool
        from_library;  ///< If false, the library has no value, and 1 is tried, which every kind allows.
};

std::vector<Suspect> suspects_of(const Model::Implementation& m) {
    std::vector<Suspect> list;
    const auto known = static_cast<Index>(m.shape->library.all().size());
    for (Index row = 0; row < m.shape->rows(); ++row) {
        const auto at = static_cast<std::size_t>(row);
        const auto& name = m.shape->parameter(row);
        const bool own = row >= known || m.shape->library.all()[at].evidence == Evidence::caller;
        if (own || m.given.contains(name) || m.individual.contains(name))
            list.push_back({row, own ? 1.0 : m.shape->defaults[at], !own});
    }
    return list;
}

/// Tells whether a model with another value of the suspect is sound. It may have another shape.
bool heals(const Suspect& suspect, const Model::Implementation& m, const Assemble& assemble) {
    const auto& name = m.shape->parameter(suspect.row);
    ModelOptions options = m.shape->options;
    options.individual.erase(name);
    options.parameters[name] = suspect.instead;
    try {
        return is_sound(*assemble(std::move(options)));
    } catch (const InputError&) {
        return false;
    }
}

std::string text_of(const Suspect& suspect, const Model::Implementation& m) {
    return m.shape->parameter(suspect.row) + " = " + to_text(m.value(suspect.row));
}

}  // namespace

bool is_sound(const Model::Implementation& m) { return !fault_of(m); }

void require_sound(const Model::Implementation& m, const Assemble& assemble) {
    const auto fault = fault_of(m);
    if (!fault) return;
    auto blamed = suspects_of(m);
    std::erase_if(blamed, [&](const Suspect& suspect) { return !heals(suspect, m, assemble); });
    if (blamed.size() == 1) {
        const auto [row, instead, from_library] = blamed.front();
        throw InputError(m.shape->parameter(row), to_text(m.value(row)),
                         "makes the " + fault->quantity + " " + to_text(fault->value) + ", which " +
                             fault->rule +
                             (from_library ? "; the library has " + to_text(instead) : ""));
    }
    std::string names;
    for (const auto& suspect : blamed) names += (names.empty() ? "" : ", ") + text_of(suspect, m);
    throw InputError(
        fault->quantity, to_text(fault->value),
        fault->rule + "; " + (names.empty() ? fault->hint : "change one of these: " + names));
}

}  // namespace opiodyn::detail
