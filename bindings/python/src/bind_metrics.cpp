#include "bind.hpp"
#include "opiodyn/metrics.hpp"

namespace opiodyn::python {
namespace {

using Array = Eigen::Ref<const Eigen::VectorXd>;

}  // namespace

void bind_metrics(py::module_& m) {
    py::class_<metrics::Extremum>(m, "Extremum")
        .def_readonly("value", &metrics::Extremum::value)
        .def_readonly("time", &metrics::Extremum::time)
        .def("__iter__", [](const metrics::Extremum& e) {
            return py::make_tuple(e.value, e.time).attr("__iter__")();
        });
    m.def(
        "peak", [](const Array& t, const Array& v) { return metrics::peak(t, v); }, "times"_a,
        "values"_a);
    m.def(
        "trough", [](const Array& t, const Array& v) { return metrics::trough(t, v); }, "times"_a,
        "values"_a);
    m.def(
        "area", [](const Array& t, const Array& v) { return metrics::area(t, v); }, "times"_a,
        "values"_a);
    m.def(
        "mean", [](const Array& t, const Array& v) { return metrics::mean(t, v); }, "times"_a,
        "values"_a);
    m.def(
        "time_above",
        [](const Array& t, const Array& v, double threshold) {
            return metrics::time_above(t, v, threshold);
        },
        "times"_a, "values"_a, "threshold"_a);
    m.def(
        "time_to_fall_below",
        [](const Array& t, const Array& v, double threshold, double from) {
            return metrics::time_to_fall_below(t, v, threshold, from);
        },
        "times"_a, "values"_a, "threshold"_a, py::kw_only(), "after"_a);
    m.def(
        "time_since",
        [](const Array& t, const std::vector<double>& events) {
            return metrics::time_since(t, events);
        },
        "times"_a, "events"_a);
}

}  // namespace opiodyn::python
