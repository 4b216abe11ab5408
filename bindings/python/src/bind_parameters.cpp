#include "bind.hpp"
#include "opiodyn/drug_names.hpp"
#include "opiodyn/parameters.hpp"

namespace opiodyn::python {

void bind_parameters(py::module_& m) {
    py::class_<Parameter>(m, "Parameter", "A parameter is a value and what is known of it.")
        .def_readonly("name", &Parameter::name, "The full name is e.g. naltrexone.CL.")
        .def_readonly("value", &Parameter::value, "The value is in the unit of the parameter.")
        .def_readonly("unit", &Parameter::unit, "The unit is e.g. L/h, or - for a pure number.")
        .def_readonly("low", &Parameter::low, "The plausible range begins here, in the unit.")
        .def_readonly("high", &Parameter::high, "The plausible range ends here, in the unit.")
        .def_property_readonly(
            "evidence",
            [](const Parameter& p) { return std::string(1, static_cast<char>(p.evidence)); },
            "The evidence is H (human), A (animal), V (in vitro), X (assumption) or U (the "
            "caller).")
        .def_readonly("status", &Parameter::status,
                      "The status is read, secondary, derived, memory, assumed or supplied.")
        .def_readonly("sources", &Parameter::sources, "The sources are keys of the references.")
        .def_readonly("meaning", &Parameter::meaning,
                      "The meaning says in words what the parameter is.")
        .def_readonly("note", &Parameter::note, "The note tells what else to know of the value.")
        .def_property_readonly("unconfirmed", &Parameter::unconfirmed,
                               "The source itself has not been read, if true.");
    py::class_<Reference>(m, "Reference", "A reference is a source of the parameter library.")
        .def_readonly("key", &Reference::key, "The key is that of data/references.bib.")
        .def_readonly("citation", &Reference::citation,
                      "The citation names authors, year and journal.")
        .def_readonly("doi", &Reference::doi, "The DOI is empty if there is none.")
        .def_readonly("note", &Reference::note, "The note tells what else to know of the source.");
    py::class_<Preset>(m, "Preset",
                       "A preset is a biophase with the data that it agrees with and fails.")
        .def_readonly("name", &Preset::name, "The name is that of a biophase.")
        .def_readonly("matches", &Preset::matches, "The matches are the data that it agrees with.")
        .def_readonly("fails", &Preset::fails,
                      "The fails are the data that it does not agree with.");
    py::class_<Note>(m, "Note", "A note is a sentence on safety with its condition and sources.")
        .def_readonly("name", &Note::name, "The name tells the note from the others.")
        .def_readonly("text", &Note::text, "The sentence has fields in braces, such as {opioid}.")
        .def_readonly("when", &Note::when, "This text says in words when the note is shown.")
        .def_readonly("severity", &Note::severity,
                      "The severity is 1 for what can kill, 2 for harm, 3 for limits of the model.")
        .def_readonly("status", &Note::status, "The status is that of a parameter.")
        .def_readonly("sources", &Note::sources, "The sources are keys of the references.");
    m.def(
        "library_parameters", [] { return library::parameters().all(); },
        "Returns all parameters of the library.");
    m.def("library_parameters_of", &library::parameters_of, "substance"_a,
          "Returns the parameters of a substance.");
    m.def(
        "library_missing", [] { return library::parameters().missing(); },
        "Returns what nobody knows, with the reasons.");
    m.def("library_references", &library::references, "Returns the sources of the library.");
    m.def("library_notes", &library::notes, "Returns the notes on safety, in their order.");
    m.def("library_safety", &library::safety,
          "Returns the numbers that decide when a note is shown.");
    m.def("library_substances", &library::substances,
          "Returns the names of drugs, metabolites and peptides.");
    m.def("library_drugs", &library::drugs, "Returns the names of the drugs.");
    m.def("library_sets_of", &library::sets_of, "substance"_a,
          "Returns the names of a drug's literature sets.");
    py::class_<Brand>(m, "Brand",
                      "A brand is a word for a drug of the library, or one that is refused.")
        .def_readonly("name", &Brand::name, "The name is in lower case; it is read in any case.")
        .def_readonly("drug", &Brand::drug, "The drug is empty for a word that is refused.")
        .def_property_readonly(
            "routes",
            [](const Brand& brand) {
                std::vector<std::string> routes;
                for (const Route route : brand.routes) routes.push_back(abbreviation(route));
                return routes;
            },
            "The routes are those of the product.")
        .def_readonly("refusal", &Brand::refusal, "The refusal says why, and what to write.")
        .def_readonly("status", &Brand::status, "The status is read, secondary or memory.")
        .def_readonly("sources", &Brand::sources, "The sources are keys of the references.")
        .def_readonly("note", &Brand::note, "The note tells what else to know of the name.");
    m.def("brands", &library::brands, "Returns the brands of the library.");
    m.def(
        "drug_name", [](const std::string& word) { return library::drug_name(word); }, "word"_a,
        "Returns the library's name of the drug that a word means, or the word itself.");
    m.def(
        "drug_among",
        [](const std::vector<std::string>& drugs, const std::string& word) {
            return library::drug_among(drugs, word);
        },
        "drugs"_a, "word"_a, "Returns which of the drugs of a regimen a word means.");
    m.def("brand", &library::brand, "name"_a, py::return_value_policy::reference,
          "Returns the brand of this name in any case, or None.");
    m.def("presets", &library::presets, "Returns the biophase presets.");
}

}  // namespace opiodyn::python
