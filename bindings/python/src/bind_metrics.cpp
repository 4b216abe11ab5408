#include "bind.hpp"
#include "opiodyn/metrics.hpp"

namespace opiodyn::python {
namespace {

using Array = Eigen::Ref<const Eigen::VectorXd>;

}  // namespace

void bind_metrics(py::module_& m) {
    py::class_<metrics::Extremum>(m, "Extremum",
                                  "An extremum is a highest or lowest value and its time.")
        .def_readonly("value", &metrics::Extremum::value, "The value is in the unit of the curve.")
        .def_readonly("time", &metrics::Extremum::time, "The time is that of its first sample [h].")
        .def(
            "__iter__",
            [](const metrics::Extremum& e) {
                return py::make_tuple(e.value, e.time).attr("__iter__")();
            },
            "Yields the value and its time.");
    m.def(
        "peak", [](const Array& t, const Array& v) { return metrics::peak(t, v); }, "times"_a,
        "values"_a, "Returns the highest sample of a curve.");
    m.def(
        "trough", [](const Array& t, const Array& v) { return metrics::trough(t, v); }, "times"_a,
        "values"_a, "Returns the lowest sample of a curve.");
    m.def(
        "area", [](const Array& t, const Array& v) { return metrics::area(t, v); }, "times"_a,
        "values"_a, "Returns the area under a curve, in the unit of the values times h.");
    m.def(
        "mean", [](const Array& t, const Array& v) { return metrics::mean(t, v); }, "times"_a,
        "values"_a, "Returns the mean of a curve over time.");
    m.def(
        "time_above",
        [](const Array& t, const Array& v, double threshold) {
            return metrics::time_above(t, v, threshold);
        },
        "times"_a, "values"_a, "threshold"_a,
        "Returns how long a curve lies above the threshold [h].");
    m.def(
        "time_to_fall_below",
        [](const Array& t, const Array& v, double threshold, double after) {
            return metrics::time_to_fall_below(t, v, threshold, after);
        },
        "times"_a, "values"_a, "threshold"_a, py::kw_only(), "after"_a,
        "Returns the first time from `after` on at which a curve is not above the threshold [h].");
    m.def(
        "time_since",
        [](const Array& t, const std::vector<double>& events) {
            return metrics::time_since(t, events);
        },
        "times"_a, "events"_a, "Returns how long before each time the latest event was [h].");
}

}  // namespace opiodyn::python
