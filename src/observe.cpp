/// What a run reports, read off a state.

#include "detail/model_implementation.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

using Kind = Observation::Kind;

/// Fraction of a receptor population that a ligand holds, or that is free.
double share(const detail::Equations<double>& equations, const Observation& o, const State& y) {
    const auto& receptor = equations.receptors[o.group];
    if (o.kind == Kind::free) return equations.free(receptor, y) / receptor.total(y);
    const auto& site = receptor.sites[o.site];
    const double bound =
        equations.kinetic ? y[site.bound] : site.ratio(y) * equations.free(receptor, y);
    return bound / receptor.total(y);
}

/// s_r
double tone(const detail::Equations<double>& equations, std::size_t r, const State& y) {
    return equations.response.tones[r].relative(equations.signal(r, y).S);
}

/// sigma_r, with the efficacy that adaptation leaves.
double sigma(const detail::Equations<double>& equations, std::size_t r, const State& y) {
    const auto& response = equations.response;
    double S = equations.signal(r, y).S;
    if (const auto* z = response.adaptation(r)) S *= response::efficacy(z->gZ, y[z->state]);
    return response::operational(S, response.tones[r].n);
}

double withdrawal(const detail::Equations<double>& equations, std::size_t r, const State& y) {
    return response::withdrawal(y[equations.response.adaptation(r)->state], tone(equations, r, y));
}

double pain(const Model::Implementation& m, const State& y) {
    double s_bar = 0.0;
    for (const auto& [receptor, weight] : m.pain->shares)
        s_bar += weight * tone(m.equations, receptor, y);
    return response::index(m.pain->pain, s_bar, y[m.pain->cytokine]);
}

double read(const Model::Implementation& m, const Observation& o, const State& y) {
    const auto& equations = m.equations;
    switch (o.kind) {
        case Kind::state:
            return y[o.state];
        case Kind::concentration: {
            const auto& substance = equations.substances[o.group];
            return y[substance.central] / substance.V1;
        }
        case Kind::free:
        case Kind::occupancy:
            return share(equations, o, y);
        case Kind::tone:
            return tone(equations, o.group, y);
        case Kind::sigma:
            return sigma(equations, o.group, y);
        case Kind::withdrawal:
            return withdrawal(equations, o.group, y);
        case Kind::ogf:
            return equations.response.immune.front().relative_complex(y);
        case Kind::pain:
            return pain(m, y);
    }
    return 0.0;
}

}  // namespace

void Model::observe(const State& y, Eigen::VectorXd& row) const {
    if (y.size() != size())
        throw InvalidInput("y", std::to_string(y.size()) + " values",
                           "must have one value per state: " + std::to_string(size()));
    row.resize(static_cast<Index>(self_->columns.size()));
    for (std::size_t i = 0; i < self_->observations.size(); ++i)
        row[static_cast<Index>(i)] = read(*self_, self_->observations[i], y);
}

}  // namespace opiodyn
