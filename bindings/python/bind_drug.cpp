#include "bind.hpp"
#include "opiodyn/drug.hpp"

namespace opiodyn::python {

void bind_drug(py::module_& m) {
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
        .def_readonly("fraction", &FirstOrder::fraction);
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
        .def_readonly("fraction", &ZeroOrder::fraction);
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
        .def_readonly("fraction", &ZeroOrderIntoDepot::fraction);
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
        .def_readonly("systemic", &Metabolite::systemic);
    py::class_<Drug>(m, "Drug",
                     "A drug of your own: one to three compartments.\n\n"
                     "Arguments: name; molar_mass (g/mol); CL (L/h); V, volumes of the "
                     "compartments (L); Q,\nclearances between the first and each further one "
                     "(L/h); absorption, the inputs of an oral\ndose (FirstOrder, ZeroOrder, "
                     "ZeroOrderIntoDepot), empty for intravenous only; metabolites;\nfu, unbound "
                     "fraction in plasma; Kp, effect-site to free-plasma ratio; salt_factor, mg "
                     "of the\nsubstance per mg dosed; ke0, effect-site equilibration rate "
                     "constant (1/h), without it that of\nthe biophase preset.")
        .def(py::init([](std::string name, double molar_mass, double CL, std::vector<double> V,
                         std::vector<double> Q, std::vector<Absorption> absorption,
                         std::vector<Metabolite> metabolites, double fu, double Kp,
                         double salt_factor, std::optional<double> ke0) {
                 return Drug{std::move(name),
                             molar_mass,
                             CL,
                             std::move(V),
                             std::move(Q),
                             std::move(absorption),
                             std::move(metabolites),
                             fu,
                             Kp,
                             salt_factor,
                             ke0};
             }),
             "name"_a, py::kw_only(), "molar_mass"_a, "CL"_a, "V"_a, "Q"_a = std::vector<double>{},
             "absorption"_a = std::vector<Absorption>{},
             "metabolites"_a = std::vector<Metabolite>{}, "fu"_a = 1.0, "Kp"_a = 1.0,
             "salt_factor"_a = 1.0, "ke0"_a = py::none())
        .def_readonly("name", &Drug::name)
        .def_readonly("molar_mass", &Drug::molar_mass)
        .def_readonly("CL", &Drug::CL)
        .def_readonly("V", &Drug::V)
        .def_readonly("Q", &Drug::Q)
        .def_readonly("absorption", &Drug::absorption)
        .def_readonly("metabolites", &Drug::metabolites)
        .def_readonly("fu", &Drug::fu)
        .def_readonly("Kp", &Drug::Kp)
        .def_readonly("salt_factor", &Drug::salt_factor)
        .def_readonly("ke0", &Drug::ke0);
    py::class_<Binding>(m, "Binding",
                        "A ligand of the model at a receptor.\n\n"
                        "Arguments: ligand; receptor (mu, delta, kappa); K, dissociation constant "
                        "(nM); koff,\ndissociation rate constant (1/h); tau, efficacy "
                        "(operational model; 0 is an antagonist).")
        .def(py::init([](std::string ligand, const std::string& receptor, double K, double koff,
                         double tau) {
                 return Binding{std::move(ligand), parse_receptor(receptor), K, koff, tau};
             }),
             "ligand"_a, "receptor"_a, py::kw_only(), "K"_a, "koff"_a, "tau"_a = 0.0)
        .def_readonly("ligand", &Binding::ligand)
        .def_property_readonly("receptor", [](const Binding& b) { return to_string(b.receptor); })
        .def_readonly("K", &Binding::K)
        .def_readonly("koff", &Binding::koff)
        .def_readonly("tau", &Binding::tau);
}

}  // namespace opiodyn::python
