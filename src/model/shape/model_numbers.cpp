#include "model/shape/model_numbers.hpp"

#include "equations/drug_free.hpp"
#include "equations/equations_transfer.hpp"
#include "model/shape/followers.hpp"
#include "model/shape/model_linearization.hpp"

namespace opiodyn::detail {
namespace {

/// Computed takes the numbers of equations from what the recipe computed.
struct Computed {
    const std::vector<double>& numbers;
    void number(const Recorded& from, double& to) { to = from.in(numbers); }
    void shape(Index) {}
    Index state(Index index) { return index; }
};

void set_equations(Model::Implementation& m) {
    Computed computed{m.numbers};
    Transfer<Computed> transfer(computed);
    transfer(m.shape->equations, m.equations);
    m.ligands = m.shape->ligands;
    for (std::size_t i = 0; i < m.ligands.size(); ++i)
        m.ligands[i].molar_mass = m.shape->molar_masses[i].in(m.numbers);
}

}  // namespace

void set_values(Model::Implementation& m) {
    m.numbers = m.shape->defaults;
    for (const auto* values : {&m.given, &m.individual})
        for (const auto& [name, value] : *values)
            m.numbers[static_cast<std::size_t>(m.shape->row(name))] = value;
    follow(*m.shape, m.given, m.individual, m.numbers);
}

bool compute(Model::Implementation& m) {
    if (!m.shape->recipe.compute(m.numbers)) return false;
    set_equations(m);
    m.baseline = State::Zero(m.shape->size());
    settle_drug_free(m.equations, m.shape->unit_states, m.baseline);
    settle_response(m.equations, m.baseline);
    set_linear_jacobian(m);
    return true;
}

std::vector<bool> comparable(const Model::Implementation& m) {
    std::vector<bool> found;
    for (const auto& tone : m.equations.response.tones) found.push_back(tone.S0 > 0.0);
    for (const auto& immune : m.equations.response.immune) found.push_back(immune.complex0 > 0.0);
    return found;
}

}  // namespace opiodyn::detail
