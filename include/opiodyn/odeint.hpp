#pragma once
/// This header makes Rodas5P a stepper of Boost.Odeint, for systems of your own. The umbrella header does
/// not include it, because it needs Boost. Time and states have the units of the system.
///
/// A system is what Odeint's rosenbrock4 takes, on Eigen types: a pair of
///     f(const Eigen::VectorXd& x, Eigen::VectorXd& dxdt, double t)   and
///     jacobian(const Eigen::VectorXd& x, Eigen::MatrixXd& J, double t, Eigen::VectorXd& dfdt)
/// J and dfdt arrive in the right size, not zeroed.

#include <boost/numeric/odeint/stepper/controlled_step_result.hpp>
#include <boost/numeric/odeint/stepper/stepper_categories.hpp>
#include <boost/numeric/odeint/util/unwrap_reference.hpp>
#include <string>
#include <utility>

#include "opiodyn/error.hpp"
#include "opiodyn/numerics/rodas5p.hpp"
#include "opiodyn/numerics/step_control.hpp"

namespace opiodyn::odeint {

/// This struct presents a pair (f, jacobian) as Rodas5P wants it. One object serves one thread.
template <class Pair>
struct System {
    Pair& pair;  ///< The pair is f and its Jacobian.

    /// Writes dx/dt at (t, x).
    void derivative(double t, const Eigen::VectorXd& x, Eigen::VectorXd& dxdt) const {
        pair.first(x, dxdt, t);
        require_size("dxdt", dxdt, x);
    }
    /// Writes the Jacobian at (t, x) into J, of shape (states, states), and keeps df/dt.
    void jacobian(double t, const Eigen::VectorXd& x, Eigen::MatrixXd& J) {
        J.resize(x.size(), x.size());
        dfdt.resize(x.size());
        pair.second(x, J, t, dfdt);
        require_size("dfdt", dfdt, x);
    }
    /// Writes the df/dt that jacobian() found.
    void time_derivative(double, const Eigen::VectorXd&, Eigen::VectorXd& out) const { out = dfdt; }

    /// Throws InputError for rates that are not one for each state.
    static void require_size(const char* field, const Eigen::VectorXd& rates,
                             const Eigen::VectorXd& x) {
        if (rates.size() != x.size())
            throw InputError(field, std::to_string(rates.size()) + " values",
                             "must have one value per state: " + std::to_string(x.size()));
    }

    Eigen::VectorXd dfdt{};  ///< df/dt is kept from jacobian() to time_derivative().
};

/// This stepper has error control, for integrate_adaptive, integrate_const and integrate_times. One object
/// serves one thread.
class rodas5p_controlled {
public:
    // Odeint asks for these names.
    using state_type = Eigen::VectorXd;  ///< A state is a vector in the units of the system.
    using deriv_type =
        Eigen::VectorXd;  ///< A derivative is a vector, too [unit of the state per unit of time].
    using value_type = double;          ///< A value is one number of a state.
    using time_type = double;           ///< A time is a number in the unit of the system.
    using order_type = unsigned short;  ///< An order of a method is a count [-].
    /// The category tells Odeint how to drive this stepper.
    using stepper_category = boost::numeric::odeint::controlled_stepper_tag;

    /// Makes a stepper with an absolute tolerance in the unit of the states and a relative one [-]. Throws
    /// InputError unless both are positive.
    rodas5p_controlled(double atol, double rtol)
        : tolerances_{require_positive("rtol", rtol), require_positive("atol", atol)},
          stepper_(DenseLU()) {}

    /// Tries a step of dt from (t, x). An accepted step moves x and t; a rejected one leaves them. Either
    /// way dt becomes the next one to try. Throws InputError for a dt that is not finite.
    template <class Pair>
    boost::numeric::odeint::controlled_step_result try_step(Pair pair, state_type& x, double& t,
                                                            double& dt) {
        using namespace boost::numeric::odeint;
        require_finite("dt", dt);
        System<typename unwrap_reference<Pair>::type> system{unwrap(pair)};
        const bool solved = stepper_.attempt(system, t, x, dt);
        const auto n = static_cast<std::size_t>(x.size());
        const double error = solved ? squared_error<double>(tolerances_, n, stepper_.error().data(),
                                                            x.data(), stepper_.y_new().data())
                                    : std::numeric_limits<double>::infinity();
        if (error > 1.0) {
            dt *= control_.after_rejection(error);
            return fail;
        }
        const double factor = control_.after_acceptance(error, dt);
        control_.remember(true, error, dt);
        x = stepper_.y_new();
        t += dt;
        dt *= factor;
        return success;
    }

    /// Forgets the steps so far, before another integration.
    void reset() { control_ = {}; }
    /// Returns the stepper without control, which has the last step.
    Rodas5P<DenseLU>& stepper() { return stepper_; }
    /// Returns the stepper without control, which has the last step.
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
    StepControl<double> control_;
};

/// This stepper has error control and dense output: outputs do not change the steps. One object serves one
/// thread.
class rodas5p_dense_output {
public:
    // Odeint asks for these names.
    using state_type = Eigen::VectorXd;  ///< A state is a vector in the units of the system.
    using deriv_type =
        Eigen::VectorXd;  ///< A derivative is a vector, too [unit of the state per unit of time].
    using value_type = double;          ///< A value is one number of a state.
    using time_type = double;           ///< A time is a number in the unit of the system.
    using order_type = unsigned short;  ///< An order of a method is a count [-].
    /// The category tells Odeint how to drive this stepper.
    using stepper_category = boost::numeric::odeint::dense_output_stepper_tag;

    /// Makes a stepper of these tolerances. Throws InputError unless both are positive.
    rodas5p_dense_output(double atol, double rtol) : controlled_(atol, rtol) {}

    /// Sets the start (t, x) and a first step of dt to try.
    void initialize(const state_type& x, double t, double dt) {
        controlled_.reset();
        x_ = x_old_ = x;
        t_ = t_old_ = t;
        dt_ = dt;
    }

    /// Takes one accepted step and returns its start and end. Throws Error after 500 rejections in a row.
    template <class Pair>
    std::pair<double, double> do_step(Pair pair) {
        using namespace boost::numeric::odeint;
        constexpr int most_rejections = 500;
        x_old_ = x_;
        t_old_ = t_;
        int rejections = 0;
        while (controlled_.try_step(pair, x_, t_, dt_) == fail)
            if (++rejections == most_rejections)
                throw Error("rodas5p: no step accepted at t = " + to_text(t_) + " after " +
                            std::to_string(most_rejections) + " attempts");
        controlled_.stepper().prepare_interpolation();
        return {t_old_, t_};
    }

    /// Writes the state at a time of the last step into x.
    void calc_state(double t, state_type& x) const {
        if (t_ == t_old_) x = x_;  // asked for before the first step
        else controlled_.stepper().interpolate((t - t_old_) / (t_ - t_old_), x);
    }

    /// Returns the state at the end of the last step.
    const state_type& current_state() const { return x_; }
    /// Returns the state at the start of the last step.
    const state_type& previous_state() const { return x_old_; }
    /// Returns the time at the end of the last step.
    double current_time() const { return t_; }
    /// Returns the time at the start of the last step.
    double previous_time() const { return t_old_; }
    /// Returns the next step to try.
    double current_time_step() const { return dt_; }

private:
    rodas5p_controlled controlled_;
    state_type x_, x_old_;
    double t_{0.0}, t_old_{0.0}, dt_{0.0};
};

}  // namespace opiodyn::odeint
