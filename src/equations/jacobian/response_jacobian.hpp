#pragma once
/// A ResponseJacobian is the Jacobian of (8)-(20) by the chain rule. The response sees the receptors through a few
/// signals, so that the derivatives of its own equations are few, and those of the signals are written once for
/// all rows.

#include <algorithm>

#include "equations/equations.hpp"
#include "equations/jacobian/local_dual.hpp"

namespace opiodyn::detail {

/// Slopes are derivatives with respect to the signals of one receptor. Null means none.
template <class Number>
struct Slopes {
    const Number* A{};
    const Number* P{};
    const Number* D{};
    const Number* internalised{};

    /// Tells whether every ligand counts, and not antagonists alone.
    bool all() const { return P != nullptr || D != nullptr || internalised != nullptr; }
};

/// Adds the derivatives of a row that come in by the signals of receptor population r.
template <class T, class State, class Number, class Matrix>
void add_through_signal(const Equations<T>& equations, std::size_t r, const State& y,
                        const Signal<Number>& signal, const Slopes<Number>& slopes, Index row,
                        Matrix& J) {
    const auto& pool = equations.receptors[r];
    const auto& roles = equations.response.roles[r];
    const Number per_total = 1.0 / pool.total(y);
    const Number weight_A = slopes.A == nullptr ? Number(0.0) : Number(*slopes.A * per_total);
    const auto by_ligand = [&](std::size_t i) {
        Number sum(0.0);
        if (const Number* slope = roles[i].agonist ? slopes.D : slopes.P; slope != nullptr)
            sum += *slope * roles[i].tau;
        if (slopes.internalised != nullptr) sum += *slopes.internalised * pool.sites[i].kint;
        return sum;
    };
    const bool all = slopes.all();
    // Without an antagonist A is 0 whatever the state, and the Jacobian has no place for derivatives of it.
    const bool blocked =
        slopes.A != nullptr &&
        std::any_of(roles.begin(), roles.end(), [](const auto& role) { return role.antagonist; });
    if (!all && !blocked) return;
    if (equations.kinetic) {
        for (std::size_t i = 0; i < pool.sites.size(); ++i) {
            if (all) J(row, pool.sites[i].bound) += by_ligand(i);
            if (blocked && roles[i].antagonist) J(row, pool.sites[i].bound) += weight_A;
        }
        if (blocked && pool.density != binding::constant_density)
            J(row, pool.density) -= weight_A * signal.A;
        return;
    }
    // At equilibrium B_i is x_i F with F = T / (1 + sum x), so that dB_i/dx_j = F (delta_ij - B_i / T).
    const Number F = binding::free_at_equilibrium(pool, y);
    Number mean(0.0);  // This is what bound receptors do, per receptor.
    if (slopes.P != nullptr) mean += *slopes.P * signal.P;
    if (slopes.D != nullptr) mean += *slopes.D * signal.D;
    if (slopes.internalised != nullptr) mean += *slopes.internalised * signal.internalised;
    mean *= per_total;
    for (std::size_t i = 0; i < pool.sites.size(); ++i) {
        const auto& site = pool.sites[i];
        if (site.source == binding::constant_concentration) continue;
        Number slope = -(mean + weight_A * signal.A);
        if (all) slope += by_ligand(i);
        if (roles[i].antagonist) slope += weight_A;
        J(row, site.source) += slope * F * site.affinity * site.unit;
    }
    if (all && pool.density != binding::constant_density) J(row, pool.density) += mean;
}

template <class T, class State, class Number, class Matrix>
class ResponseJacobian {
public:
    using Signals = std::array<Signal<Number>, receptor_count>;

    ResponseJacobian(const Equations<T>& equations, const State& y, const Signals& signals,
                     Matrix& J)
        : equations_(equations), response_(equations.response), y_(y), signals_(signals), J_(J) {}

    void add() {
        for (std::size_t r = 0; r < response_.densities.size(); ++r) add_density(r);
        for (const auto& a : response_.adaptations) add_adaptation(a);
        for (const auto& p : response_.peptides) add_peptide(p);
        for (const auto& i : response_.immune) add_immune(i);
    }

private:
    template <std::size_t N, std::size_t count>
    using Local = LocalState<N, count, Number, State>;

    void through(std::size_t r, const Slopes<Number>& slopes, Index row) {
        add_through_signal(equations_, r, y_, signals_[r], slopes, row, J_);
    }

    void add_density(std::size_t r) {  // (8)
        const auto& density = response_.densities[r];
        const auto h = turnover::up_regulation(density, variable<1>(signals_[r].A, 0));
        LocalRates<3, 1, Number> rates{{density.state}, {}};
        turnover::add_derivative(
            density, variable<3>(h.value, 0),
            variable<3>(Number(signals_[r].internalised - response_.tones[r].internalised), 1),
            Local<3, 1>{y_, 2, {density.state}}, rates);
        const auto& slope = rates.rate[0].slope;
        const Number A = slope[0] * h.slope[0];
        through(r, {.A = &A, .internalised = &slope[1]}, density.state);
        J_(density.state, density.state) += slope[2];
    }

    void add_adaptation(const ReceptorAdaptation<T>& a) {  // (15)
        const Index state = a.kinetics.state;
        if (!a.driven) {
            J_(state, state) -= a.kinetics.kZ;
            return;
        }
        Signal<Dual<3, Number>> signal;
        signal.P = variable<3>(signals_[a.receptor].P, 0);
        signal.D = variable<3>(signals_[a.receptor].D, 1);
        const Local<3, 1> y{y_, 2, {state}};
        LocalRates<3, 1, Number> rates{{state}, {}};
        turnover::add_derivative(a.kinetics, response_.added_by_drugs(a, signal, y), y, rates);
        const auto& slope = rates.rate[0].slope;
        through(a.receptor, {.P = &slope[0], .D = &slope[1]}, state);
        J_(state, state) += slope[2];
    }

    void add_peptide(const DrivenPeptide<T>& p) {  // (11)-(14)
        const auto& k = p.kinetics;
        const Index precursor = k.precursor.state;
        std::array<Signal<Dual<2, Number>>, receptor_count> sensed;
        if (p.sensor != none) {
            const auto r = static_cast<std::size_t>(p.sensor);
            sensed[r].A = variable<2>(signals_[r].A, 0);
            sensed[r].P = variable<2>(signals_[r].S(), 1);
        }
        const auto drive = response_.template drive<Dual<2, Number>>(p, sensed);
        LocalRates<4, 3, Number> rates{{precursor, k.level, k.stimulus}, {}};
        turnover::add_derivative(k, variable<4>(drive.value, 0),
                                 Local<4, 3>{y_, 1, {precursor, k.level, k.stimulus}}, rates);
        if (p.sensor != none) {
            add_driven(p, precursor, rates.rate[0].slope[0], drive);
            add_driven(p, k.level, rates.rate[1].slope[0], drive);
        }
        J_(precursor, precursor) += rates.rate[0].slope[1];
        J_(k.level, precursor) += rates.rate[1].slope[1];
        J_(k.level, k.level) += rates.rate[1].slope[2];
        J_(k.level, k.stimulus) += rates.rate[1].slope[3];
        J_(k.stimulus, k.stimulus) += rates.rate[2].slope[3];
    }

    void add_driven(const DrivenPeptide<T>& p, Index row, const Number& slope,
                    const Dual<2, Number>& drive) {
        const Number A = slope * drive.slope[0];
        const Number S = slope * drive.slope[1];
        const Number* tone = response_.block_alone ? nullptr : &S;
        through(static_cast<std::size_t>(p.sensor), {.A = &A, .P = tone, .D = tone}, row);
    }

    void add_immune(const ImmuneReadout<T>& i) {
        add_ogf(i);
        add_activation(i);
    }

    /// Adds the derivatives that come in by an occupancy of the OGF receptor (17). The complex is
    /// x / (1 + x + u), and the blocked share is u / (1 + x + u), with x of OGF and u of the blockers.
    /// `complex` tells which of the two `occupancy` is.
    void through_ogf(const ImmuneReadout<T>& i, Index row, const Number& slope,
                     const Number& occupancy, bool complex) {
        const auto o = i.occupancy(y_);
        // The free share is a factor of every derivative.
        const Number weight = slope * (1.0 - o.complex - o.blocked);
        J_(row, i.pool.state) += weight * i.ogf.e0 * ((complex ? 1.0 : 0.0) - occupancy);
        for (const auto& b : i.ogf.blockers)
            J_(row, b.central) += weight * b.per_K * ((complex ? 0.0 : 1.0) - occupancy);
    }

    /// Adds the rows of the OGF receptor's density (8) and of its pool (17), which follow the block of it.
    void add_ogf(const ImmuneReadout<T>& i) {
        const Index density = i.density.state, pool = i.pool.state;
        const Number blocked = i.occupancy(y_).blocked;
        const auto h = turnover::up_regulation(i.density, variable<1>(blocked, 0));
        LocalRates<4, 2, Number> rates{{density, pool}, {}};
        const Local<4, 2> y{y_, 2, {density, pool}};
        turnover::add_derivative(i.density, variable<4>(h.value, 0), Dual<4, Number>(Number(0.0)),
                                 y, rates);
        turnover::add_derivative(i.pool, variable<4>(blocked, 1), y, rates);
        through_ogf(i, density, Number(rates.rate[0].slope[0] * h.slope[0]), blocked, false);
        through_ogf(i, pool, rates.rate[1].slope[1], blocked, false);
        J_(density, density) += rates.rate[0].slope[2];
        J_(pool, pool) += rates.rate[1].slope[3];
    }

    void add_activation(const ImmuneReadout<T>& i) {  // (18)-(20)
        const auto& k = i.kinetics;
        // The derivative with respect to the relief is constant, so that its value does not matter here.
        LocalRates<4, 3, Number> rates{{k.activation, k.flare, k.cytokine}, {}};
        response::add_derivative(k, variable<4>(Number(0.0), 0),
                                 Local<4, 3>{y_, 1, {k.activation, k.flare, k.cytokine}}, rates);
        J_(k.activation, k.activation) += rates.rate[0].slope[1];
        J_(k.activation, k.flare) += rates.rate[0].slope[2];
        J_(k.flare, k.flare) += rates.rate[1].slope[2];
        J_(k.cytokine, k.activation) += rates.rate[2].slope[1];
        J_(k.cytokine, k.cytokine) += rates.rate[2].slope[3];
        if (i.driven) add_relief(i, rates.rate[0].slope[0]);
    }

    /// Adds the derivatives of activation that come in by its relief (18).
    void add_relief(const ImmuneReadout<T>& i, const Number& slope) {
        const auto& k = i.kinetics;
        const Number complex = i.occupancy(y_).complex;
        const Number density = y_[i.density.state];
        const Number s_bar = response_.template mean_tone<Number>(i, signals_);
        auto relief = response::relief(
            k,
            response::ImmuneInput<Dual<4, Number>>{
                variable<4>(i.theta(y_), 0), variable<4>(Number(density * complex / i.complex0), 1),
                variable<4>(s_bar, 2)},
            variable<4>(Number(y_[k.flare]), 3));
        for (auto& s : relief.slope) s *= slope;
        for (const auto& drug : i.tlr4) {
            const auto theta =
                response::theta_tlr4(variable<1>(Number(y_[drug.effect_site]), 0), drug.K);
            J_(k.activation, drug.effect_site) += relief.slope[0] * theta.slope[0];
        }
        const Number per_complex0 = relief.slope[1] / i.complex0;
        J_(k.activation, i.density.state) += per_complex0 * complex;
        through_ogf(i, k.activation, Number(per_complex0 * density), complex, true);
        for (const auto& [r, weight] : i.shares) {
            const Number tone = relief.slope[2] * weight / response_.tones[r].S0;
            through(r, {.P = &tone, .D = &tone}, k.activation);
        }
        J_(k.activation, k.flare) += relief.slope[3];
    }

    const Equations<T>& equations_;
    const Response<T>& response_;
    const State& y_;
    const Signals& signals_;
    Matrix& J_;
};

}  // namespace opiodyn::detail
