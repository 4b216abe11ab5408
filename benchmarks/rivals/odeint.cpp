/// Boost.Odeint has these steppers with dense output: dopri5, and its own rosenbrock4 with the exact Jacobian, on the
/// types it takes. Each starts anew after a dose, and outputs are its own interpolants.

#include <boost/numeric/odeint/integrate/integrate_times.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/rosenbrock4.hpp>
#include <boost/numeric/odeint/stepper/rosenbrock4_controller.hpp>
#include <boost/numeric/odeint/stepper/rosenbrock4_dense_output.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <boost/numeric/ublas/matrix.hpp>
#include <boost/numeric/ublas/vector.hpp>

#include "system.hpp"

namespace rivals {
namespace {

namespace odeint = boost::numeric::odeint;
namespace ublas = boost::numeric::ublas;

constexpr double first_step = 0.01;  // [h]

/// Returns the output times of a segment, from its start to where the run leaves it.
std::vector<double> stops(const opiodyn::Segment& segment, const std::vector<double>& times) {
    std::vector<double> found{segment.begin};
    const double end = std::min(segment.end, times.back());
    for (const double t : times)
        if (t > segment.begin && t < end) found.push_back(t);
    found.push_back(end);
    return found;
}

/// Integrates along the schedule. `solve(y, stops, observe)` does a stretch without events, from the first of the
/// times given to the last.
template <class Vector, class Solve>
Solution along(const Patient& patient, System& system, const std::vector<double>& times,
               Solve&& solve) {
    Solution solution(static_cast<Eigen::Index>(patient.model.columns().size()),
                      static_cast<Eigen::Index>(times.size()));
    Vector y(static_cast<std::size_t>(system.size()));
    const State baseline = patient.model.baseline();
    std::copy(baseline.begin(), baseline.end(), y.begin());
    std::size_t next = 0;
    for (const auto& segment : patient.schedule) {
        if (next == times.size()) break;
        apply(segment, &y[0]);
        system.begin(segment);
        // An output at the end of a segment shows what comes after the dose there.
        const bool last = segment.end > times.back();
        const auto observe = [&](const Vector& at, double t) {
            if (next < times.size() && t == times[next] && (t < segment.end || last))
                record(patient, &at[0], solution, static_cast<Eigen::Index>(next++));
        };
        solve(y, stops(segment, times), observe);
    }
    return solution;
}

}  // namespace

Solution by_dopri5(const Patient& patient, const std::vector<double>& times, double rtol) {
    using Vector = std::vector<double>;
    System system(patient.model);
    const auto rates = [&](const Vector& y, Vector& out, double) {
        system.derivative(y.data(), out.data());
    };
    return along<Vector>(
        patient, system, times, [&](Vector& y, const std::vector<double>& at, const auto& observe) {
            const auto stepper =
                odeint::make_dense_output(1e-3 * rtol, rtol, odeint::runge_kutta_dopri5<Vector>());
            odeint::integrate_times(stepper, rates, y, at, first_step, observe);
        });
}

Solution by_rosenbrock4(const Patient& patient, const std::vector<double>& times, double rtol) {
    using Vector = ublas::vector<double>;
    System system(patient.model);
    const auto rates = [&](const Vector& y, Vector& out, double) {
        system.derivative(&y[0], &out[0]);
    };
    const auto jacobian = [&](const Vector& y, ublas::matrix<double>& out, double, Vector& dfdt) {
        const auto& J = system.jacobian(&y[0]);
        for (Eigen::Index i = 0; i < J.rows(); ++i)
            for (Eigen::Index j = 0; j < J.cols(); ++j)
                out(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = J(i, j);
        std::fill(dfdt.begin(), dfdt.end(), 0.0);
    };
    return along<Vector>(
        patient, system, times, [&](Vector& y, const std::vector<double>& at, const auto& observe) {
            const auto stepper =
                odeint::make_dense_output(1e-3 * rtol, rtol, odeint::rosenbrock4<double>());
            odeint::integrate_times(stepper, std::make_pair(rates, jacobian), y, at, first_step,
                                    observe);
        });
}

}  // namespace rivals
