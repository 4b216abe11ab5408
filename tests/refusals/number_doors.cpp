/// Bad numbers, curves and matrices at the doors that take nothing else.

#include <Eigen/Core>

#include "opiodyn/odeint.hpp"
#include "opiodyn/opiodyn.hpp"
#include "refusals/tables.hpp"

namespace od = opiodyn;
using Eigen::MatrixXd, Eigen::VectorXd;

namespace refusals {
namespace {

const std::string finite = "must be a finite number";

/// A system whose Jacobian and rates have the wrong size.
struct Crooked {
    void derivative(double, const VectorXd& y, VectorXd& rates) const { rates = -y; }
    void jacobian(double, const VectorXd&, MatrixXd& J) const { J = MatrixXd::Zero(2, 3); }
    void time_derivative(double, const VectorXd& y, VectorXd& rates) const { rates = 0.0 * y; }
};

/// Returns a call that tries a step of Odeint, with rates and their time derivative of these sizes.
std::function<void()> odeint_step(Eigen::Index rates, Eigen::Index slopes, double dt = 0.1) {
    return [=] {
        const auto f = [=](const VectorXd&, VectorXd& dxdt, double) {
            dxdt = VectorXd::Zero(rates);
        };
        const auto jacobian = [=](const VectorXd&, MatrixXd& J, double, VectorXd& dfdt) {
            J.setZero();
            dfdt = VectorXd::Zero(slopes);
        };
        od::odeint::rodas5p_controlled stepper(1e-9, 1e-6);
        VectorXd x = VectorXd::Ones(2);
        double t = 0.0, step = dt;
        stepper.try_step(std::make_pair(f, jacobian), x, t, step);
    };
}

std::vector<Row> matrices() {
    const MatrixXd A{{-1.0, 0.0}, {1.0, 0.0}}, flat = MatrixXd::Zero(2, 3);
    const VectorXd two = VectorXd::Zero(2), three = VectorXd::Zero(3);
    const auto with = [](double value) { return MatrixXd{{-1.0, 0.0}, {value, 0.0}}; };
    return {
        {"pk::exponential", [=] { od::pk::exponential(flat, 1.0); }, "A", "2 x 3",
         "must be square"},
        {"pk::exponential", [=] { od::pk::exponential(flat.transpose(), 1.0); }, "A", "3 x 2",
         "must be square"},
        {"pk::exponential", [=] { od::pk::exponential(A, -1.0); }, "time", "-1", finite},
        {"pk::exponential", [=] { od::pk::exponential(A, NaN); }, "time", "nan", finite},
        {"pk::exponential", [=] { od::pk::exponential(with(NaN), 1.0); }, "A", "nan", finite},
        {"pk::exponential", [=] { od::pk::exponential(with(inf), 1.0); }, "A", "inf", finite},
        {"pk::exponential", [=] { od::pk::exponential(with(-0.5), 1.0); },
         "smallest off-diagonal rate", "-0.5", finite},
        {"pk::exponential", [=] { od::pk::exponential(with(1e300), 1e300); },
         "largest rate times time", "inf", "must be at most 1e+12"},
        {"pk::integral", [=] { od::pk::integral(flat, 1.0); }, "A", "2 x 3", "must be square"},
        {"pk::integral", [=] { od::pk::integral(A, -1.0); }, "time", "-1", finite},
        {"pk::integral", [=] { od::pk::integral(MatrixXd{{-1.0}}, -1.0); }, "time", "-1", finite},
        {"pk::propagate", [=] { od::pk::propagate(flat, two, two, 1.0); }, "A", "2 x 3",
         "must be square"},
        {"pk::propagate", [=] { od::pk::propagate(A, three, two, 1.0); }, "input", "3 values",
         "must have one value for each row of A: 2"},
        {"pk::propagate", [=] { od::pk::propagate(A, two, three, 1.0); }, "y0", "3 values",
         "must have one value for each row of A: 2"},
        {"pk::propagate", [=] { od::pk::propagate(A, VectorXd{{NaN, 0.0}}, two, 1.0); }, "input",
         "nan", finite},
        {"Rodas5P::attempt",
         [] {
             od::Rodas5P<od::DenseLU> stepper{od::DenseLU()};
             stepper.attempt(Crooked(), 0.0, VectorXd::Ones(2), 0.1);
         },
         "jacobian", "2 x 3", "must be 2 x 2"},
        {"rodas5p_controlled", [] { od::odeint::rodas5p_controlled(0.0, 1e-6); }, "atol", "0",
         finite},
        {"rodas5p_dense_output", [] { od::odeint::rodas5p_dense_output(1e-6, NaN); }, "rtol", "nan",
         finite},
        {"rodas5p_controlled::try_step", odeint_step(3, 2), "dxdt", "3 values",
         "must have one value per state: 2"},
        {"rodas5p_controlled::try_step", odeint_step(2, 0), "dfdt", "0 values",
         "must have one value per state: 2"},
        {"rodas5p_controlled::try_step", odeint_step(2, 2, inf), "dt", "inf", finite},
    };
}

std::vector<Row> curves() {
    namespace metrics = od::metrics;
    const VectorXd times{{0.0, 1.0}}, values{{1.0, 2.0}}, none, back{{1.0, 0.0}};
    const VectorXd three = VectorXd::Zero(3), odd{{0.0, NaN}};
    const auto depletion = [](double total, double K, double receptors) {
        return [=] { od::binding::with_depletion({{total, K}}, receptors); };
    };
    return {
        {"metrics::peak", [=] { metrics::peak(none, none); }, "values", "0 samples",
         "must not be empty"},
        {"metrics::trough", [=] { metrics::trough(times, three); }, "values",
         "2 times and 3 values", "must be of equal length"},
        {"metrics::area", [=] { metrics::area(back, values); }, "times[1]", "0",
         "must not be before", "sort the times"},
        {"metrics::mean", [=] { metrics::mean(times, odd); }, "values[1]", "nan", finite},
        {"metrics::time_above", [=] { metrics::time_above(times, values, NaN); }, "threshold",
         "nan", finite},
        {"metrics::time_to_fall_below",
         [=] { metrics::time_to_fall_below(times, values, 1.0, inf); }, "after", "inf", finite},
        {"metrics::time_since", [=] { metrics::time_since(times, std::vector<double>{1.0, 0.0}); },
         "events", "2 times", "must be ascending"},
        {"metrics::time_since", [=] { metrics::time_since(times, std::vector<double>{NaN}); },
         "events[0]", "nan", finite},
        {"binding::with_depletion", depletion(-1.0, 1.0, 1.0), "total", "-1", finite},
        {"binding::with_depletion", depletion(1.0, 0.0, 1.0), "K", "0", finite},
        {"binding::with_depletion", depletion(1.0, 1.0, inf), "receptors", "inf", finite},
        {"per_nanomolar",
         [] { od::per_nanomolar(od::ConcentrationUnit::nanograms_per_millilitre, -300.0); },
         "molar_mass", "-300", finite},
        {"limits::require_output", [] { od::limits::require_output("grid", 1e9, "a x b"); }, "grid",
         "1e+09 values, 8 GB", "must be at most 2.5e+08, 2 GB (a x b)"},
        {"require_fraction", [] { od::require_fraction("F", NaN); }, "F", "nan",
         "must lie between 0 and 1"},
    };
}

}  // namespace

std::vector<Row> number_doors() {
    std::vector<Row> rows = matrices();
    for (auto& row : curves()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace refusals
