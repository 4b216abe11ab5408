#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"
#include "opiodyn/drug.hpp"

namespace opiodyn::python {
namespace {

const Signature drug_signature(
    "Drug",
    "name, *, molar_mass, CL, V, Q=(), absorption=(), metabolites=(), fu=1.0, "
    "Kp=1.0, salt_factor=1.0, ke0=None");
const Signature binding_signature("Binding", "ligand, receptor, *, K, koff, tau=0.0");

Drug make_drug(const Arguments& given) {
    return {given.text("name"),
            given.number("molar_mass"),
            given.number("CL"),
            given.numbers("V"),
            given.numbers("Q"),
            given.list<Absorption>("absorption",
                                   "must be a FirstOrder, ZeroOrder, ZeroOrderIntoDepot or "
                                   "TransitChain"),
            given.list<Metabolite>("metabolites", "must be a Metabolite"),
            given.number("fu", 1.0),
            given.number("Kp", 1.0),
            given.number("salt_factor", 1.0),
            given.optional_number("ke0")};
}

Binding make_binding(const Arguments& given) {
    return {given.text("ligand"), parse_receptor(given.text("receptor")), given.number("K"),
            given.number("koff"), given.number("tau")};
}

}  // namespace

void bind_drug(py::module_& m) {
    py::class_<Drug>(m, "Drug", R"doc(
        A drug of your own has one to three compartments, and inputs if it can be taken by mouth.

        Its symbols are those of equations (1)-(5) of docs/theory.md. `Model(drugs=[...])` takes it, and
        `Binding` gives it receptors. Immutable; threads may share it.

        Args:
            name: The name is one word without '.' and '+'.
            molar_mass: The molar mass of the measured substance [g/mol] is above 0.
            CL: CL is the clearance [L/h].
            V: V lists the volumes of one to three compartments [L], the central one first.
            Q: Q lists the clearances between the central compartment and each further one [L/h].
            absorption: The inputs of an oral dose are FirstOrder, ZeroOrder, ZeroOrderIntoDepot or
                TransitChain. A drug without any is intravenous only.
            metabolites: The metabolites are substances of the same model.
            fu: fu is the unbound fraction in plasma [-].
            Kp: Kp is the ratio of effect site to free plasma at steady state [-].
            salt_factor: The salt factor is mg of the measured substance per mg dosed [-].
            ke0: ke0 is the rate constant of the effect site [1/h]. None: the biophase preset sets it.

        Raises:
            InputError: `Model` raises it for an impossible value.
        )doc")
        .def(constructor<make_drug>(drug_signature), drug_signature.constructor_doc())
        .def_readonly("name", &Drug::name, "The name is one word.")
        .def_readonly("molar_mass", &Drug::molar_mass,
                      "The molar mass is that of the measured substance [g/mol].")
        .def_readonly("CL", &Drug::CL, "CL is the clearance [L/h].")
        .def_readonly("V", &Drug::V,
                      "V lists the volumes of the compartments [L], the central one first.")
        .def_readonly(
            "Q", &Drug::Q,
            "Q lists the clearances between the central compartment and each further one [L/h].")
        .def_readonly("absorption", &Drug::absorption,
                      "The inputs are those of an oral dose; empty for intravenous only.")
        .def_readonly("metabolites", &Drug::metabolites,
                      "The metabolites are substances of the same model.")
        .def_readonly("fu", &Drug::fu, "fu is the unbound fraction in plasma [-].")
        .def_readonly("Kp", &Drug::Kp,
                      "Kp is the ratio of effect site to free plasma at steady state [-].")
        .def_readonly("salt_factor", &Drug::salt_factor,
                      "The salt factor is mg of the measured substance per mg dosed [-].")
        .def_readonly(
            "ke0", &Drug::ke0,
            "ke0 is the rate constant of the effect site [1/h]; None: the biophase preset sets it.")
        .def(py::pickle(
            [](const Drug& d) {
                return state_of("Drug", d.name, d.molar_mass, d.CL, d.V, d.Q, d.absorption,
                                d.metabolites, d.fu, d.Kp, d.salt_factor, d.ke0);
            },
            [](const py::tuple& state) {
                return from_state<Drug, std::string, double, double, std::vector<double>,
                                  std::vector<double>, std::vector<Absorption>,
                                  std::vector<Metabolite>, double, double, double,
                                  std::optional<double>>(state, "Drug");
            }));
    py::class_<Binding>(m, "Binding", R"doc(
        A binding holds the affinity, kinetics and efficacy of a ligand at a receptor.

        `Model(bindings=[...])` takes it. Its symbols are those of equations (6) and (10) of docs/theory.md.
        Immutable; threads may share it.

        Args:
            ligand: The ligand is a drug, metabolite or peptide of the model, by name.
            receptor: The receptor is "mu", "delta" or "kappa".
            K: K is the dissociation constant [nM], above 0.
            koff: koff is the dissociation rate constant [1/h], above 0.
            tau: tau is the efficacy in the operational model [-]; 0 or less is an antagonist.

        Raises:
            UnknownNameError: There is no such receptor; `Model` raises it for the ligand.
            InputError: `Model` raises it for an impossible value.
        )doc")
        .def(constructor<make_binding>(binding_signature), binding_signature.constructor_doc())
        .def_readonly("ligand", &Binding::ligand,
                      "The ligand is a substance of the model, by name.")
        .def_property_readonly(
            "receptor", [](const Binding& b) { return to_string(b.receptor); },
            "The receptor is \"mu\", \"delta\" or \"kappa\".")
        .def_readonly("K", &Binding::K, "K is the dissociation constant [nM].")
        .def_readonly("koff", &Binding::koff, "koff is the dissociation rate constant [1/h].")
        .def_readonly("tau", &Binding::tau, "tau is the efficacy [-]; 0 or less is an antagonist.")
        .def(py::pickle(
            [](const Binding& b) {
                return state_of("Binding", b.ligand, to_string(b.receptor), b.K, b.koff, b.tau);
            },
            [](const py::tuple& state) {
                const auto [ligand, receptor, K, koff, tau] =
                    fields_of<std::string, std::string, double, double, double>(state, "Binding");
                return Binding{ligand, parse_receptor(receptor), K, koff, tau};
            }));
}

}  // namespace opiodyn::python
