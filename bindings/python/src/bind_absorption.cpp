#include "bind.hpp"
#include "opiodyn/drug.hpp"

namespace opiodyn::python {

void bind_absorption(py::module_& m) {
    py::class_<FirstOrder>(m, "FirstOrder",
                           "First-order absorption.\n\n"
                           "Arguments: ka, rate constant (1/h); F, bioavailability; lag (h); "
                           "fraction of the dose that\ntakes this path.")
        .def(py::init([](double ka, double F, double lag, double fraction) {
                 return FirstOrder{ka, F, lag, fraction};
             }),
             py::kw_only(), "ka"_a, "F"_a = 1.0, "lag"_a = 0.0, "fraction"_a = 1.0)
        .def_readonly("ka", &FirstOrder::ka)
        .def_readonly("F", &FirstOrder::F)
        .def_readonly("lag", &FirstOrder::lag)
        .def_readonly("fraction", &FirstOrder::fraction)
        .def(py::pickle(
            [](const FirstOrder& i) { return py::make_tuple(1, i.ka, i.F, i.lag, i.fraction); },
            [](const py::tuple& t) {
                require_schema(t, 5, 1);
                return FirstOrder{t[1].cast<double>(), t[2].cast<double>(), t[3].cast<double>(),
                                  t[4].cast<double>()};
            }));
    py::class_<ZeroOrder>(m, "ZeroOrder",
                          "Absorption at a constant rate.\n\n"
                          "Arguments: duration (h); F, bioavailability; lag (h); fraction of the "
                          "dose that takes this path.")
        .def(py::init([](double duration, double F, double lag, double fraction) {
                 return ZeroOrder{duration, F, lag, fraction};
             }),
             py::kw_only(), "duration"_a, "F"_a = 1.0, "lag"_a = 0.0, "fraction"_a = 1.0)
        .def_readonly("duration", &ZeroOrder::duration)
        .def_readonly("F", &ZeroOrder::F)
        .def_readonly("lag", &ZeroOrder::lag)
        .def_readonly("fraction", &ZeroOrder::fraction)
        .def(py::pickle(
            [](const ZeroOrder& i) {
                return py::make_tuple(1, i.duration, i.F, i.lag, i.fraction);
            },
            [](const py::tuple& t) {
                require_schema(t, 5, 1);
                return ZeroOrder{t[1].cast<double>(), t[2].cast<double>(), t[3].cast<double>(),
                                 t[4].cast<double>()};
            }));
    py::class_<ZeroOrderIntoDepot>(
        m, "ZeroOrderIntoDepot",
        "Release at a constant rate into a depot that empties by first order.\n\n"
        "Arguments: duration (h); ka (1/h); F, bioavailability; lag "
        "(h); fraction of the dose that\ntakes this path.")
        .def(py::init([](double duration, double ka, double F, double lag, double fraction) {
                 return ZeroOrderIntoDepot{duration, ka, F, lag, fraction};
             }),
             py::kw_only(), "duration"_a, "ka"_a, "F"_a = 1.0, "lag"_a = 0.0, "fraction"_a = 1.0)
        .def_readonly("duration", &ZeroOrderIntoDepot::duration)
        .def_readonly("ka", &ZeroOrderIntoDepot::ka)
        .def_readonly("F", &ZeroOrderIntoDepot::F)
        .def_readonly("lag", &ZeroOrderIntoDepot::lag)
        .def_readonly("fraction", &ZeroOrderIntoDepot::fraction)
        .def(py::pickle(
            [](const ZeroOrderIntoDepot& i) {
                return py::make_tuple(1, i.duration, i.ka, i.F, i.lag, i.fraction);
            },
            [](const py::tuple& t) {
                require_schema(t, 6, 1);
                return ZeroOrderIntoDepot{t[1].cast<double>(), t[2].cast<double>(),
                                          t[3].cast<double>(), t[4].cast<double>(),
                                          t[5].cast<double>()};
            }));
    py::class_<Metabolite>(m, "Metabolite",
                           "A metabolite of a drug, one to one in moles.\n\n"
                           "Arguments: name, of a drug of the same model or of the library; "
                           "first_pass and systemic, the\nfractions of the parent's first-pass "
                           "loss and of its elimination that become it.")
        .def(py::init([](std::string name, double first_pass, double systemic) {
                 return Metabolite{std::move(name), first_pass, systemic};
             }),
             "name"_a, py::kw_only(), "first_pass"_a = 1.0, "systemic"_a = 1.0)
        .def_readonly("name", &Metabolite::name)
        .def_readonly("first_pass", &Metabolite::first_pass)
        .def_readonly("systemic", &Metabolite::systemic)
        .def(py::pickle(
            [](const Metabolite& one) {
                return py::make_tuple(1, one.name, one.first_pass, one.systemic);
            },
            [](const py::tuple& t) {
                require_schema(t, 4, 1);
                return Metabolite{t[1].cast<std::string>(), t[2].cast<double>(),
                                  t[3].cast<double>()};
            }));
}

}  // namespace opiodyn::python
