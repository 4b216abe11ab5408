#include "bind.hpp"
#include "opiodyn/drug.hpp"

namespace opiodyn::python {

void bind_drug(py::module_& m) {
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
        .def_readonly("ke0", &Drug::ke0)
        .def(py::pickle(
            [](const Drug& d) {
                return py::make_tuple(1, d.name, d.molar_mass, d.CL, d.V, d.Q, d.absorption,
                                      d.metabolites, d.fu, d.Kp, d.salt_factor, d.ke0);
            },
            [](const py::tuple& t) {
                require_schema(t, 12, 1);
                return Drug{t[1].cast<std::string>(),
                            t[2].cast<double>(),
                            t[3].cast<double>(),
                            t[4].cast<std::vector<double>>(),
                            t[5].cast<std::vector<double>>(),
                            t[6].cast<std::vector<Absorption>>(),
                            t[7].cast<std::vector<Metabolite>>(),
                            t[8].cast<double>(),
                            t[9].cast<double>(),
                            t[10].cast<double>(),
                            t[11].cast<std::optional<double>>()};
            }));
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
        .def_readonly("tau", &Binding::tau)
        .def(py::pickle(
            [](const Binding& b) {
                return py::make_tuple(1, b.ligand, to_string(b.receptor), b.K, b.koff, b.tau);
            },
            [](const py::tuple& t) {
                require_schema(t, 6, 1);
                return Binding{t[1].cast<std::string>(), parse_receptor(t[2].cast<std::string>()),
                               t[3].cast<double>(), t[4].cast<double>(), t[5].cast<double>()};
            }));
}

}  // namespace opiodyn::python
