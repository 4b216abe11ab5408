#include <memory>
#include <utility>

#include "bind.hpp"
#include "objects/plain_outputs.hpp"
#include "opiodyn/limits.hpp"
#include "opiodyn/solver.hpp"
#include "opiodyn/steady_state.hpp"
#include "solver_options.hpp"

namespace opiodyn::python {
namespace {

/// Runs a model.
std::shared_ptr<Trajectory> run(const Model& model, const Regimen& regimen,
                                const Eigen::Ref<const Eigen::VectorXd>& times,
                                const Eigen::Ref<const Seen>& seen, const std::string& method,
                                double rtol, double atol, std::int64_t max_steps,
                                double max_seconds, std::shared_ptr<StopFlag> stop) {
    const auto outputs = outputs_of(times, seen);
    const auto options = options_of(method, rtol, atol, max_steps, max_seconds, std::move(stop));
    const py::gil_scoped_release release;
    return std::make_shared<Trajectory>(simulate_at(model, regimen, outputs, options));
}

SteadyState find_steady_state(const Model& model, const Regimen& regimen, double period,
                              double rtol, double atol, double max_seconds) {
    SolverOptions defaults;
    const auto options =
        options_of("automatic", rtol, atol, defaults.max_steps, max_seconds, nullptr);
    const py::gil_scoped_release release;
    return steady_state(model, regimen, Time{period}, options);
}

py::object make_exception(const char* cls, const SolverError& error) {
    const py::object instance = py::module_::import("opiodyn._core").attr(cls)(error.what());
    instance.attr("time") = error.where().time;
    instance.attr("step") = error.where().step;
    instance.attr("state") = error.where().state;
    instance.attr("reason") = error.where().reason;
    instance.attr("partial") = std::const_pointer_cast<Trajectory>(error.partial());
    return instance;
}

void raise(const char* cls, const SolverError& error) {
    const py::object instance = make_exception(cls, error);
    PyErr_SetObject(py::type::of(instance).ptr(), instance.ptr());
}

void translate(std::exception_ptr pointer) {
    try {
        std::rethrow_exception(pointer);
    } catch (const Interrupted& error) {
        // An exception that somebody else's signal handler raised goes on as it is.
        if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_KeyboardInterrupt)) return;
        PyErr_Clear();  // the KeyboardInterrupt of Ctrl-C, which becomes ours
        raise("Interrupted", error);
    } catch (const NotConvergedError& error) {
        raise("NotConvergedError", error);
    } catch (const SolverError& error) {
        raise("SolverError", error);
    }
}

void add_exception(py::module_& m, const char* name, PyObject* base, const char* doc) {
    py::dict body;
    body["__doc__"] = doc;
    body["__module__"] = "opiodyn";
    m.attr(name) =
        py::module_::import("builtins").attr("type")(name, py::make_tuple(py::handle(base)), body);
}

}  // namespace

void bind_solver(py::module_& m) {
    add_exception(m, "SolverError", PyExc_RuntimeError,
                  R"doc(
        A SolverError is raised where the solver could not go on.

        Attributes:
            time: The run stopped at this time [h].
            step: The last step that was tried had this length [h].
            state: The state limited the step; "none" if no state did.
            reason: The reason says in words why the run stopped.
            partial: The run up to there is marked incomplete; None for `steady_state`.
        )doc");
    add_exception(m, "NotConvergedError", m.attr("SolverError").ptr(),
                  R"doc(
        A NotConvergedError is raised for a steady state that does not exist, or was not found.

        The attributes are those of SolverError.
        )doc");
    add_exception(m, "Interrupted", PyExc_KeyboardInterrupt,
                  R"doc(
        Interrupted is raised for Ctrl-C during a run.

        Attributes:
            time: The run stopped at this time [h].
            step: The last step that was tried had this length [h].
            state: The state is "none".
            reason: The reason is "interrupted".
            partial: The run, runs or dataset have what was computed up to there.
        )doc");
    py::register_local_exception_translator(translate);
    m.def(
        "grid",
        [](double begin, double end, double step) {
            const auto times = grid(Time{begin}, Time{end}, Time{step});
            return py::array_t<double>(static_cast<py::ssize_t>(times.size()), times.data());
        },
        "begin"_a, "end"_a, "delta"_a, "Returns the times from begin to end, delta apart [h].");
    m.def("same_instant", py::vectorize(&same_instant), "a"_a, "b"_a,
          "Tells whether two times are the same instant [h].");
    m.def(
        "output_times",
        [](const Regimen& regimen, double end) {
            const auto times = output_times(regimen, Time{end});
            return py::array_t<double>(static_cast<py::ssize_t>(times.size()), times.data());
        },
        "regimen"_a, "end"_a, "Returns output times from 0 to end that follow a regimen [h].");
    py::class_<StopFlag, std::shared_ptr<StopFlag>>(
        m, "StopFlag",
        "A StopFlag, once set, ends all runs that it was given to; threads may share it.")
        .def(py::init<>(), "Makes a flag that is not set.")
        .def("set", &StopFlag::set, "Sets the flag, for ever.");
    m.def("simulate", &run, "model"_a, "regimen"_a, "times"_a, "seen"_a, py::kw_only(),
          "method"_a = "automatic", "rtol"_a = 1e-6, "atol"_a = 1e-9, "max_steps"_a = limits::steps,
          "max_seconds"_a = 3600.0, "stop"_a = nullptr,
          "Runs a model along a regimen and returns its trajectory.");
    py::class_<SteadyState>(m, "SteadyState",
                            "A steady state is what a body returns to after every period.")
        .def_readonly("state", &SteadyState::state,
                      "The state is that at time 0 of the period, one value per state.")
        .def_readonly("residual", &SteadyState::residual,
                      "The residual is the largest relative change over one more period [-].")
        .def_readonly("periods", &SteadyState::periods,
                      "So many periods were integrated to find it [-].");
    m.def("steady_state", &find_steady_state, "model"_a, "regimen"_a, "period"_a, py::kw_only(),
          "rtol"_a, "atol"_a, "max_seconds"_a,
          "Returns the state that doses repeated every period lead to.");
}

}  // namespace opiodyn::python
