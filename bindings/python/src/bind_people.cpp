#include "bind.hpp"
#include "objects/arguments.hpp"
#include "objects/pickling.hpp"
#include "opiodyn/adherence.hpp"
#include "opiodyn/people.hpp"
#include "opiodyn/random.hpp"

namespace opiodyn::python {
namespace {

using Moments = std::tuple<double, double>;  ///< a mean and a standard deviation
using PlainDistribution = std::variant<double, std::string, Moments, Shares>;

Distribution distribution_of(const PlainDistribution& plain) {
    if (const auto* moments = std::get_if<Moments>(&plain))
        return Spread{std::get<0>(*moments), std::get<1>(*moments)};
    if (const auto* shares = std::get_if<Shares>(&plain)) return *shares;
    if (const auto* number = std::get_if<double>(&plain)) return Covariate(*number);
    return Covariate(std::get<std::string>(plain));
}

const Signature person_signature("Person", "*, seed, index, covariates");

Person make_person(const Arguments& given) {
    Person person{given.seed("seed"), given.seed("index"), given.named_values("covariates")};
    check(person.covariates);
    return person;
}

}  // namespace

void bind_people(py::module_& m) {
    py::class_<Person>(m, "Person", R"doc(
        A person is someone of a population; the same seed and index are the same person.

        `opiodyn.population` makes them, and `simulate(..., subjects=people)` runs them. Equations (23)
        and (24) of docs/theory.md say how parameters differ. Immutable; threads may share it.

        Args:
            seed: The seed is that of the population.
            index: The index counts the people of the population from 0.
            covariates: The covariates go by name: weight [kg], age [years], creatinine_clearance
                [mL/min], smoker (no, yes), hepatic (normal, compensated, decompensated).

        Raises:
            InputError: A covariate is not above 0, or not of its kind.
            UnknownNameError: A covariate or category is not known.
        )doc")
        .def(constructor<make_person>(person_signature), person_signature.constructor_doc())
        .def_readonly("seed", &Person::seed, "The seed is that of the population.")
        .def_readonly("index", &Person::index,
                      "The index counts the people of the population from 0.")
        .def_readonly("covariates", &Person::covariates,
                      "The covariates are what is known of the person, by name.")
        .def(py::pickle(
            [](const Person& p) { return state_of("Person", p.seed, p.index, p.covariates); },
            [](const py::tuple& state) {
                auto person =
                    from_state<Person, std::uint64_t, std::uint64_t, Covariates>(state, "Person");
                check(person.covariates);
                return person;
            }));
    m.def(
        "population",
        [](std::int64_t n, std::uint64_t seed,
           const std::map<std::string, PlainDistribution>& covariates, std::uint64_t first,
           std::uint64_t most) {
            std::map<std::string, Distribution> distributions;
            for (const auto& [name, plain] : covariates)
                distributions.emplace(name, distribution_of(plain));
            return population(n, seed, distributions, first, most);
        },
        "n"_a, "seed"_a, "covariates"_a, "first"_a, "most"_a,
        "Returns people from number `first` on, at most `most`, of n drawn at random.");
    m.def(
        "person_parameters",
        [](const Model& model, const Person& person) { return parameters_of(model, person); },
        "model"_a, "person"_a, "Returns the parameters of a model that differ for a person.");
    m.def(
        "covariate_parameters",
        [](const Model& model, const Covariates& covariates) {
            return parameters_of(model, covariates);
        },
        "model"_a, "covariates"_a, "Returns the parameters of a model that covariates change.");
    m.def(
        "taken",
        [](const Regimen& ordered, double missed, double shift, std::uint64_t seed,
           std::uint64_t subject) { return taken(ordered, {missed, Time{shift}}, seed, subject); },
        "ordered"_a, py::kw_only(), "missed"_a, "shift"_a, "seed"_a, "subject"_a,
        "Returns one history of a regimen, with missed and shifted doses.");
    m.def("philox", &random::philox, "counter"_a, "key"_a,
          "Returns four random words by Philox4x64-10.");
}

}  // namespace opiodyn::python
