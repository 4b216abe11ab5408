#pragma once
/// Error norm and step-size control, the same for our loop and for the Odeint adapter.

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>

#include "opiodyn/entry.hpp"

namespace opiodyn {

struct Tolerances {
    double rtol{1e-6};
    double atol{1e-9};
};

/// Root mean square of error / (atol + rtol max(|y|, |y_new|)); infinite if anything is not finite.
/// `worst` receives the component with the largest share.
inline double error_norm(const Tolerances& tolerances, const Eigen::VectorXd& error,
                         const Eigen::VectorXd& y, const Eigen::VectorXd& y_new,
                         Index* worst = nullptr) {
    double sum = 0.0, largest = -1.0;
    for (Index i = 0; i < y.size(); ++i) {
        const double scale =
            tolerances.atol + tolerances.rtol * std::max(std::abs(y[i]), std::abs(y_new[i]));
        // An infinite y_new would hide the error behind an infinite scale.
        const double ratio =
            std::isfinite(y_new[i]) ? error[i] / scale : std::numeric_limits<double>::infinity();
        const double share = ratio * ratio;
        sum += share;
        if (share > largest || !std::isfinite(share)) {
            largest = share;
            if (worst != nullptr) *worst = i;
        }
    }
    const double norm = std::sqrt(sum / static_cast<double>(std::max<Index>(1, y.size())));
    return std::isfinite(norm) ? norm : std::numeric_limits<double>::infinity();
}

/// Gustafsson's predictive controller for a method whose error estimate is of order 4. Hairer,
/// Wanner (1996), Solving Ordinary Differential Equations II, section IV.8.
class StepController {
public:
    void reset() { previous_error_ = 0.0; }

    /// Factor for the next step after one that was accepted with this error norm.
    double after_acceptance(double error, double h) {
        double factor = elementary(error);
        if (previous_error_ > 0.0) {
            const double ratio = error * error / previous_error_;
            const double predicted = safety * (h / previous_h_) * std::pow(ratio, -exponent);
            factor = std::min(factor, std::max(predicted, smallest));
        }
        previous_error_ = std::max(error, 1e-2);  // a lucky step must not set the pace
        previous_h_ = h;
        return factor;
    }

    /// Factor for the retry of a rejected step.
    double after_rejection(double error) const { return std::min(elementary(error), 0.9); }

private:
    static constexpr double safety = 0.9, smallest = 0.2, largest = 6.0, exponent = 0.2;

    static double elementary(double error) {
        if (!std::isfinite(error)) return smallest;
        return std::clamp(safety * std::pow(std::max(error, 1e-10), -exponent), smallest, largest);
    }

    double previous_error_{0.0}, previous_h_{0.0};
};

}  // namespace opiodyn
