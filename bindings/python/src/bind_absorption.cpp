#include <algorithm>
#include <cstdint>
#include <limits>

#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"
#include "opiodyn/drug.hpp"

namespace opiodyn::python {

namespace {

const Signature first_order_signature("FirstOrder", "*, ka, F=1.0, lag=0.0, fraction=1.0");
const Signature zero_order_signature("ZeroOrder", "*, duration, F=1.0, lag=0.0, fraction=1.0");
const Signature release_signature("ZeroOrderIntoDepot",
                                  "*, duration, ka, F=1.0, lag=0.0, fraction=1.0");
const Signature chain_signature("TransitChain", "*, ktr, n, F=1.0, lag=0.0, fraction=1.0");
const Signature metabolite_signature("Metabolite", "name, *, first_pass=1.0, systemic=1.0");

FirstOrder make_first_order(const Arguments& given) {
    return {given.number("ka"), given.number("F", 1.0), given.number("lag"),
            given.number("fraction", 1.0)};
}

ZeroOrder make_zero_order(const Arguments& given) {
    return {given.number("duration"), given.number("F", 1.0), given.number("lag"),
            given.number("fraction", 1.0)};
}

ZeroOrderIntoDepot make_release(const Arguments& given) {
    return {given.number("duration"), given.number("ka"), given.number("F", 1.0),
            given.number("lag"), given.number("fraction", 1.0)};
}

TransitChain make_chain(const Arguments& given) {
    // More than any model takes becomes the largest number, which Model refuses.
    const auto most = std::int64_t{std::numeric_limits<int>::max()};
    const auto n = std::clamp(given.whole("n"), -most, most);
    return {given.number("ktr"), static_cast<int>(n), given.number("F", 1.0), given.number("lag"),
            given.number("fraction", 1.0)};
}

Metabolite make_metabolite(const Arguments& given) {
    return {given.text("name"), given.number("first_pass", 1.0), given.number("systemic", 1.0)};
}

/// Returns the docstring of an input: what it is, its own arguments, and those of every input.
std::string described(const std::string& input, const std::string& own_arguments) {
    return input + R"doc(

        Immutable; threads may share it. `Model` checks the values.

        Args:)doc" +
           own_arguments + R"doc(
            F: F is the bioavailability [-], from 0 to 1.
            lag: The lag is the time from a dose to its entry [h], at least 0.
            fraction: The fraction is the part of a dose that takes this path [-]. Those of all inputs
                sum to 1.
        )doc";
}

/// Defines what every input has.
template <class Input>
void def_common(py::class_<Input>& input) {
    input.def_readonly("F", &Input::F, "F is the bioavailability [-].")
        .def_readonly("lag", &Input::lag, "The lag is the time from a dose to its entry [h].")
        .def_readonly("fraction", &Input::fraction,
                      "The fraction is the part of a dose that takes this path [-].");
}

void bind_first_order(py::module_& m) {
    const std::string doc = described(
        R"doc(
        First-order absorption empties a depot at a rate proportional to its content.

        It is equation (1) of docs/theory.md.)doc",
        R"doc(
            ka: ka is the absorption rate constant [1/h], above 0.)doc");
    py::class_<FirstOrder> input(m, "FirstOrder", doc.c_str());
    input
        .def(constructor<make_first_order>(first_order_signature),
             first_order_signature.constructor_doc())
        .def_readonly("ka", &FirstOrder::ka, "ka is the absorption rate constant [1/h].")
        .def(py::pickle(
            [](const FirstOrder& i) {
                return state_of("FirstOrder", i.ka, i.F, i.lag, i.fraction);
            },
            [](const py::tuple& state) {
                return from_state<FirstOrder, double, double, double, double>(state, "FirstOrder");
            }));
    def_common(input);
}

void bind_zero_order(py::module_& m) {
    const std::string doc = described(
        R"doc(
        Zero-order absorption brings a dose into plasma at a constant rate.)doc",
        R"doc(
            duration: The absorption lasts this long [h], above 0.)doc");
    py::class_<ZeroOrder> input(m, "ZeroOrder", doc.c_str());
    input
        .def(constructor<make_zero_order>(zero_order_signature),
             zero_order_signature.constructor_doc())
        .def_readonly("duration", &ZeroOrder::duration, "The absorption lasts this long [h].")
        .def(py::pickle(
            [](const ZeroOrder& i) {
                return state_of("ZeroOrder", i.duration, i.F, i.lag, i.fraction);
            },
            [](const py::tuple& state) {
                return from_state<ZeroOrder, double, double, double, double>(state, "ZeroOrder");
            }));
    def_common(input);
}

void bind_release(py::module_& m) {
    const std::string doc = described(
        R"doc(
        A formulation may release its dose at a constant rate into a depot that empties by first order.)doc",
        R"doc(
            duration: The release lasts this long [h], above 0.
            ka: ka is the absorption rate constant [1/h], above 0.)doc");
    py::class_<ZeroOrderIntoDepot> input(m, "ZeroOrderIntoDepot", doc.c_str());
    input.def(constructor<make_release>(release_signature), release_signature.constructor_doc())
        .def_readonly("duration", &ZeroOrderIntoDepot::duration, "The release lasts this long [h].")
        .def_readonly("ka", &ZeroOrderIntoDepot::ka, "ka is the absorption rate constant [1/h].")
        .def(py::pickle(
            [](const ZeroOrderIntoDepot& i) {
                return state_of("ZeroOrderIntoDepot", i.duration, i.ka, i.F, i.lag, i.fraction);
            },
            [](const py::tuple& state) {
                return from_state<ZeroOrderIntoDepot, double, double, double, double, double>(
                    state, "ZeroOrderIntoDepot");
            }));
    def_common(input);
}

void bind_chain(py::module_& m) {
    const std::string doc = described(
        R"doc(
        A transit chain delays a dose by n transit compartments between the depot and plasma.

        It is equation (1t) of docs/theory.md. The depot and each transit compartment empty with ktr, so
        that absorption takes (n + 1) / ktr in the mean.)doc",
        R"doc(
            ktr: ktr is the rate constant of the depot and of each transit compartment [1/h], above 0.
            n: The number of transit compartments behind the depot [-] is whole, from 1 to 10.)doc");
    py::class_<TransitChain> input(m, "TransitChain", doc.c_str());
    input.def(constructor<make_chain>(chain_signature), chain_signature.constructor_doc())
        .def_readonly(
            "ktr", &TransitChain::ktr,
            "ktr is the rate constant of the depot and of each transit compartment [1/h].")
        .def_readonly("n", &TransitChain::n,
                      "n is the number of transit compartments behind the depot [-].")
        .def(py::pickle(
            [](const TransitChain& i) {
                return state_of("TransitChain", i.ktr, i.n, i.F, i.lag, i.fraction);
            },
            [](const py::tuple& state) {
                return from_state<TransitChain, double, int, double, double, double>(
                    state, "TransitChain");
            }));
    def_common(input);
}

void bind_metabolite(py::module_& m) {
    py::class_<Metabolite>(m, "Metabolite", R"doc(
        A metabolite takes up fractions of its parent's first-pass loss and elimination.

        It forms one to one in moles, by equation (4) of docs/theory.md. Immutable; threads may share it.
        `Model` checks the values.

        Args:
            name: The name is that of a drug of the same model or of the library.
            first_pass: This fraction of the first-pass loss becomes the metabolite [-].
            systemic: This fraction of the elimination becomes the metabolite [-].
        )doc")
        .def(constructor<make_metabolite>(metabolite_signature),
             metabolite_signature.constructor_doc())
        .def_readonly("name", &Metabolite::name,
                      "The name is that of a drug of the model or of the library.")
        .def_readonly("first_pass", &Metabolite::first_pass,
                      "This fraction of the first-pass loss becomes the metabolite [-].")
        .def_readonly("systemic", &Metabolite::systemic,
                      "This fraction of the elimination becomes the metabolite [-].")
        .def(py::pickle(
            [](const Metabolite& one) {
                return state_of("Metabolite", one.name, one.first_pass, one.systemic);
            },
            [](const py::tuple& state) {
                return from_state<Metabolite, std::string, double, double>(state, "Metabolite");
            }));
}

}  // namespace

void bind_absorption(py::module_& m) {
    bind_first_order(m);
    bind_zero_order(m);
    bind_release(m);
    bind_chain(m);
    bind_metabolite(m);
}

}  // namespace opiodyn::python
