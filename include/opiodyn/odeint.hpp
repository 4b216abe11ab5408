#pragma once
/// Rodas5P as a stepper of Boost.Odeint, for systems of your own. Not part of the umbrella
/// header, because it needs Boost.
///
/// A system is what Odeint's rosenbrock4 takes, on Eigen types: a pair of
///     f(const Eigen::VectorXd& x, Eigen::VectorXd& dxdt, double t)   and
///     jacobian(const Eigen::VectorXd& x, Eigen::MatrixXd& J, double t, Eigen::VectorXd& dfdt)
/// J and dfdt arrive in the right size, not zeroed.

#include <boost/numeric/odeint/stepper/controlled_step_result.hpp>
#include <boost/numeric/odeint/stepper/stepper_categories.hpp>
#include <boost/numeric/odeint/util/unwrap_reference.hpp>
#include <utility>

#include "opiodyn/error.hpp"
#include "opiodyn/numerics/rodas5p.hpp"
#include "opiodyn/numerics/step_control.hpp"
#include "opiodyn/numerics/structured_lu.hpp"

namespace opiodyn::odeint {

/// Presents a pair (f, jacobian) as Rodas5P wants it.
template <class Pair>
struct System {
    Pair& pair;

    void derivative(double t, const Eigen::VectorXd& x, Eigen::VectorXd& dxdt) const {
        pair.first(x, dxdt, t);
    }
    void jacobian(double t, const Eigen::VectorXd& x, Eigen::MatrixXd& J) {
        J.resize(x.size(), x.size());
        dfdt.resize(x.size());
        pair.second(x, J, t, dfdt);
    }
    void time_derivative(double, const Eigen::VectorXd&, Eigen::VectorXd& out) const { out = dfdt; }

    Eigen::VectorXd dfdt{};
};

/// Rodas5P with error control: for integrate_adaptive, integrate_const, integrate_times.
class rodas5p_controlled {
public:
    using state_type = Eigen::VectorXd;
    using deriv_type = Eigen::VectorXd;
    using value_type = double;
    using time_type = double;
    using order_type = unsigned short;
    using stepper_category = boost::numeric::odeint::controlled_stepper_tag;

    /// Throws InvalidInput unless both tolerances are positive.
    rodas5p_controlled(double atol, double rtol)
        : tolerances_{require_positive("rtol", rtol), require_positive("atol", atol)},
          stepper_(DenseLU()) {}

    template <class Pair>
    boost::numeric::odeint::controlled_step_result try_step(Pair pair, state_type& x, double& t,
                                                            double& dt) {
        using namespace boost::numeric::odeint;
        require_finite("dt", dt);
        System<typename unwrap_reference<Pair>::type> system{unwrap(pair)};
        const bool solved = stepper_.attempt(system, t, x, dt);
        const double error = solved ? error_norm(tolerances_, stepper_.error(), x, stepper_.y_new())
                                    : std::numeric_limits<double>::infinity();
        if (error > 1.0) {
            dt *= controller_.after_rejection(error);
            return fail;
        }
        x = stepper_.y_new();
        t += dt;
        dt *= controller_.after_acceptance(error, dt);
        return success;
    }

    /// Forgets the steps so far, before another integration.
    void reset() { controller_.reset(); }
    Rodas5P<DenseLU>& stepper() { return stepper_; }
    const Rodas5P<DenseLU>& stepper() const { return stepper_; }

private:
    template <class T>
    static T& unwrap(T& x) {
        return x;
    }
    template <class T>
    static T& unwrap(boost::reference_wrapper<T>& x) {
        return x.get();
    }
    template <class T>
    static T& unwrap(std::reference_wrapper<T>& x) {
        return x.get();
    }

    Tolerances tolerances_;
    Rodas5P<DenseLU> stepper_;
    StepController controller_;
};

/// The same with dense output: outputs do not change the steps.
class rodas5p_dense_output {
public:
    using state_type = Eigen::VectorXd;
    using deriv_type = Eigen::VectorXd;
    using value_type = double;
    using time_type = double;
    using order_type = unsigned short;
    using stepper_category = boost::numeric::odeint::dense_output_stepper_tag;

    rodas5p_dense_output(double atol, double rtol) : controlled_(atol, rtol) {}

    void initialize(const state_type& x, double t, double dt) {
        controlled_.reset();
        x_ = x_old_ = x;
        t_ = t_old_ = t;
        dt_ = dt;
    }

    /// One accepted step; throws Error after 500 rejections in a row.
    template <class Pair>
    std::pair<double, double> do_step(Pair pair) {
        using namespace boost::numeric::odeint;
        constexpr int most_rejections = 500;
        x_old_ = x_;
        t_old_ = t_;
        for (int i = 0; controlled_.try_step(pair, x_, t_, dt_) == fail; ++i)
            if (i == most_rejections)
                throw Error("rodas5p: no step accepted at t = " + to_text(t_) + " after " +
                            std::to_string(most_rejections) + " attempts");
        controlled_.stepper().prepare_interpolation();
        return {t_old_, t_};
    }

    void calc_state(double t, state_type& x) const {
        if (t_ == t_old_) x = x_;  // asked for before the first step
        else controlled_.stepper().interpolate((t - t_old_) / (t_ - t_old_), x);
    }

    const state_type& current_state() const { return x_; }
    const state_type& previous_state() const { return x_old_; }
    double current_time() const { return t_; }
    double previous_time() const { return t_old_; }
    double current_time_step() const { return dt_; }

private:
    rodas5p_controlled controlled_;
    state_type x_, x_old_;
    double t_{0.0}, t_old_{0.0}, dt_{0.0};
};

}  // namespace opiodyn::odeint
