#include "model/shape/model_numbers.hpp"

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

/// Sets what the response compares with.
void settle_response(Model::Implementation& m) {
    auto& response = m.equations.response;
    for (std::size_t r = 0; r < response.roles.size(); ++r) {
        const auto signal = m.equations.signal(r, m.baseline);
        response.tones[r].S0 = signal.S();
        response.tones[r].internalised = signal.internalised;
    }
    for (auto& effect : response.effects)
        effect.at_rest = bounded_power(response.tones[effect.receptor].S0, effect.n);
    for (auto& immune : response.immune) immune.complex0 = immune.occupancy(m.baseline).complex;
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
    set_baseline(m);
    settle_response(m);
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
