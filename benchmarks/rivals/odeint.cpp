/// Steppers of Boost.Odeint: dopri5, and its own rosenbrock4 with the exact Jacobian, on the types it
/// takes. Outputs are met by ending a step there, which is how odeint's controlled steppers do it.

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/rosenbrock4.hpp>
#include <boost/numeric/odeint/stepper/rosenbrock4_controller.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <boost/numeric/ublas/matrix.hpp>
#include <boost/numeric/ublas/vector.hpp>

#include "problem.hpp"

namespace rivals {
namespace {

namespace odeint = boost::numeric::odeint;
namespace ublas = boost::numeric::ublas;

/// Integrates along the schedule; `advance(y, input, begin, end)` does a stretch without events.
template <class Advance>
Solution along(const Patient& patient, const std::vector<double>& times, Advance&& advance) {
    Solution solution(static_cast<Eigen::Index>(patient.model.columns().size()),
                      static_cast<Eigen::Index>(times.size()));
    State y = patient.model.baseline();
    std::size_t next = 0;
    for (const auto& segment : patient.schedule) {
        if (next == times.size()) break;
        apply(segment, y);
        const State input = input_of(segment, y.size());
        double now = segment.begin;
        const bool last = segment.end > times.back();
        for (; next < times.size() && (times[next] < segment.end || last); ++next) {
            if (times[next] > now) advance(y, input, now, times[next]);
            now = times[next];
            record(patient, y, solution, static_cast<Eigen::Index>(next));
        }
        if (!last) advance(y, input, now, segment.end);
    }
    return solution;
}

constexpr double first_step = 0.01;  // h

using Vector = std::vector<double>;
using UblasVector = ublas::vector<double>;

template <class From>
State to_eigen(const From& from) {
    return Eigen::Map<const State>(&from[0], static_cast<Eigen::Index>(from.size()));
}

template <class To>
void from_eigen(const State& from, To& to) {
    std::copy(from.begin(), from.end(), to.begin());
}

}  // namespace

Solution by_dopri5(const Patient& patient, const std::vector<double>& times, double rtol) {
    auto stepper = odeint::make_controlled(1e-3 * rtol, rtol, odeint::runge_kutta_dopri5<Vector>());
    State y(patient.model.size()), dydt(patient.model.size());
    return along(patient, times, [&](State& state, const State& input, double begin, double end) {
        Vector x(state.begin(), state.end());
        const auto rates = [&](const Vector& at, Vector& out, double t) {
            y = to_eigen(at);
            patient.model.derivative(t, y, dydt);
            from_eigen(dydt + input, out);
        };
        odeint::integrate_adaptive(stepper, rates, x, begin, end, first_step);
        state = to_eigen(x);
    });
}

Solution by_rosenbrock4(const Patient& patient, const std::vector<double>& times, double rtol) {
    auto stepper = odeint::make_controlled(1e-3 * rtol, rtol, odeint::rosenbrock4<double>());
    const auto n = patient.model.size();
    State y(n), dydt(n);
    opiodyn::Jacobian J(n, n);
    return along(patient, times, [&](State& state, const State& input, double begin, double end) {
        UblasVector x(static_cast<std::size_t>(n));
        from_eigen(state, x);
        const auto rates = [&](const UblasVector& at, UblasVector& out, double t) {
            y = to_eigen(at);
            patient.model.derivative(t, y, dydt);
            from_eigen(dydt + input, out);
        };
        const auto jacobian = [&](const UblasVector& at, ublas::matrix<double>& out, double t,
                                  UblasVector& dfdt) {
            y = to_eigen(at);
            patient.model.jacobian(t, y, J);
            for (Eigen::Index i = 0; i < n; ++i)
                for (Eigen::Index j = 0; j < n; ++j)
                    out(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = J(i, j);
            std::fill(dfdt.begin(), dfdt.end(), 0.0);
        };
        odeint::integrate_adaptive(stepper, std::make_pair(rates, jacobian), x, begin, end,
                                   first_step);
        state = to_eigen(x);
    });
}

}  // namespace rivals
