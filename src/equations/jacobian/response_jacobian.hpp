#pragma once
/// A ResponseJacobian is the Jacobian of (8)-(20) by the chain rule. The response sees the receptors through a few
/// signals, so that the derivatives of its own equations are few, and those of the signals are written once for
/// all rows.

#include "equations/equations.hpp"
#include "equations/jacobian/local_dual.hpp"

namespace opiodyn::detail {

/// Slopes are derivatives with respect to the signals of one receptor. Null means none.
template <class Number>
struct Slopes {
    const Number* A;
    const Number* S;
    const Number* internalised;
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
    const auto agonist = [&](std::size_t i) {
        Number sum(0.0);
        if (slopes.S != nullptr) sum += *slopes.S * roles[i].tau;
        if (slopes.internalised != nullptr) sum += *slopes.internalised * pool.sites[i].kint;
        return sum;
    };
    const bool all = slopes.S != nullptr || slopes.internalised != nullptr;
    if (equations.kinetic) {
        for (std::size_t i = 0; i < pool.sites.size(); ++i) {
            if (all) J(row, pool.sites[i].bound) += agonist(i);
            if (slopes.A != nullptr && roles[i].antagonist) J(row, pool.sites[i].bound) += weight_A;
        }
        if (slopes.A != nullptr && pool.density != binding::constant_density)
            J(row, pool.density) -= weight_A * signal.A;
        return;
    }
    // At equilibrium B_i is x_i F with F = T / (1 + sum x), so that dB_i/dx_j = F (delta_ij - B_i / T).
    const Number F = binding::free_at_equilibrium(pool, y);
    Number mean(0.0);  // This is what bound receptors do, per receptor.
    if (slopes.S != nullptr) mean += *slopes.S * signal.S;
    if (slopes.internalised != nullptr) mean += *slopes.internalised * signal.internalised;
    mean *= per_total;
    for (std::size_t i = 0; i < pool.sites.size(); ++i) {
        const auto& site = pool.sites[i];
        if (site.source == binding::constant_concentration) continue;
        Number slope = -(mean + weight_A * signal.A);
        if (all) slope += agonist(i);
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
        LocalRates<3, 1, Number> rates{{density.state}, {}};
        turnover::add_derivative(
            density, variable<3>(signals_[r].A, 0),
            variable<3>(Number(signals_[r].internalised - response_.tones[r].internalised), 1),
            Local<3, 1>{y_, 2, {density.state}}, rates);
        const auto& slope = rates.rate[0].slope;
        through(r, {&slope[0], nullptr, &slope[1]}, density.state);
        J_(density.state, density.state) += slope[2];
    }

    void add_adaptation(const ReceptorAdaptation<T>& a) {  // (15)
        const Index state = a.kinetics.state;
        LocalRates<2, 1, Number> rates{{state}, {}};
        const auto S = variable<2>(signals_[a.receptor].S, 0);
        turnover::add_derivative(a.kinetics, response_.tones[a.receptor].relative(S),
                                 Local<2, 1>{y_, 1, {state}}, rates);
        const auto& slope = rates.rate[0].slope;
        through(a.receptor, {nullptr, &slope[0], nullptr}, state);
        J_(state, state) += slope[1];
    }

    void add_peptide(const DrivenPeptide<T>& p) {  // (11)-(14)
        const auto& k = p.kinetics;
        std::array<Signal<Dual<2, Number>>, receptor_count> sensed;
        if (p.sensor != none) {
            const auto r = static_cast<std::size_t>(p.sensor);
            sensed[r].A = variable<2>(signals_[r].A, 0);
            sensed[r].S = variable<2>(signals_[r].S, 1);
        }
        const auto drive = response_.template drive<Dual<2, Number>>(p, sensed);
        LocalRates<4, 3, Number> rates{{k.precursor, k.level, k.stimulus}, {}};
        turnover::add_derivative(k, variable<4>(drive.value, 0),
                                 Local<4, 3>{y_, 1, {k.precursor, k.level, k.stimulus}}, rates);
        if (p.sensor != none) {
            add_driven(p, k.precursor, rates.rate[0].slope[0], drive);
            add_driven(p, k.level, rates.rate[1].slope[0], drive);
        }
        J_(k.precursor, k.precursor) += rates.rate[0].slope[1];
        J_(k.level, k.precursor) += rates.rate[1].slope[1];
        J_(k.level, k.level) += rates.rate[1].slope[2];
        J_(k.level, k.stimulus) += rates.rate[1].slope[3];
        J_(k.stimulus, k.stimulus) += rates.rate[2].slope[3];
    }

    void add_driven(const DrivenPeptide<T>& p, Index row, const Number& slope,
                    const Dual<2, Number>& drive) {
        const Number A = slope * drive.slope[0];
        const Number S = slope * drive.slope[1];
        through(static_cast<std::size_t>(p.sensor),
                {&A, response_.block_alone ? nullptr : &S, nullptr}, row);
    }

    void add_immune(const ImmuneReadout<T>& i) {
        add_ogf_density(i);
        add_activation(i);
    }

    /// Adds the derivatives that come in by an occupancy of the OGF receptor (17). The complex is
    /// x / (1 + x + u), and the blocked share is u / (1 + x + u), with x of enkephalin and u of the blockers.
    /// `complex` tells which of the two `occupancy` is.
    void through_ogf(const ImmuneReadout<T>& i, Index row, const Number& slope,
                     const Number& occupancy, bool complex) {
        const auto o = i.occupancy(y_);
        // The free share is a factor of every derivative.
        const Number weight = slope * (1.0 - o.complex - o.blocked);
        if (i.enkephalin != none)
            J_(row, i.enkephalin) += weight * i.ogf.e0 * ((complex ? 1.0 : 0.0) - occupancy);
        for (const auto& b : i.ogf.blockers)
            J_(row, b.central) += weight * b.per_K * ((complex ? 0.0 : 1.0) - occupancy);
    }

    void add_ogf_density(const ImmuneReadout<T>& i) {  // (8)
        const Index state = i.density.state;
        const Number blocked = i.occupancy(y_).blocked;
        LocalRates<2, 1, Number> rates{{state}, {}};
        turnover::add_derivative(i.density, variable<2>(blocked, 0), Dual<2, Number>(Number(0.0)),
                                 Local<2, 1>{y_, 1, {state}}, rates);
        through_ogf(i, state, rates.rate[0].slope[0], blocked, false);
        J_(state, state) += rates.rate[0].slope[1];
    }

    void add_activation(const ImmuneReadout<T>& i) {  // (17)-(20)
        const auto& k = i.kinetics;
        const Number complex = i.occupancy(y_).complex;
        const Number density = y_[i.density.state];
        LocalRates<5, 3, Number> rates{{k.activation, k.flare, k.cytokine}, {}};
        // The derivative with respect to theta is constant, so that the value of theta does not matter here.
        response::add_derivative(k, variable<5>(Number(0.0), 0),
                                 variable<5>(Number(density * complex / i.complex0), 1),
                                 Local<5, 3>{y_, 2, {k.activation, k.flare, k.cytokine}}, rates);
        const auto& slope = rates.rate[0].slope;
        for (const auto& drug : i.tlr4) {
            const auto theta =
                response::theta_tlr4(variable<1>(Number(y_[drug.effect_site]), 0), drug.K);
            J_(k.activation, drug.effect_site) += slope[0] * theta.slope[0];
        }
        const Number per_complex0 = slope[1] / i.complex0;
        J_(k.activation, i.density.state) += per_complex0 * complex;
        through_ogf(i, k.activation, Number(per_complex0 * density), complex, true);
        J_(k.activation, k.activation) += slope[2];
        J_(k.activation, k.flare) += slope[3];
        J_(k.flare, k.flare) += rates.rate[1].slope[3];
        J_(k.cytokine, k.activation) += rates.rate[2].slope[2];
        J_(k.cytokine, k.cytokine) += rates.rate[2].slope[4];
    }

    const Equations<T>& equations_;
    const Response<T>& response_;
    const State& y_;
    const Signals& signals_;
    Matrix& J_;
};

}  // namespace opiodyn::detail
