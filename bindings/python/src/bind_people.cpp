#include "bind.hpp"
#include "opiodyn/adherence.hpp"
#include "opiodyn/people.hpp"
#include "opiodyn/random.hpp"

namespace opiodyn::python {
namespace {

using Moments = std::tuple<double, double>;  ///< mean, standard deviation
using PlainDistribution = std::variant<double, std::string, Moments, Shares>;

Distribution distribution_of(const PlainDistribution& plain) {
    if (const auto* moments = std::get_if<Moments>(&plain))
        return Spread{std::get<0>(*moments), std::get<1>(*moments)};
    if (const auto* shares = std::get_if<Shares>(&plain)) return *shares;
    if (const auto* number = std::get_if<double>(&plain)) return Covariate(*number);
    return Covariate(std::get<std::string>(plain));
}

}  // namespace

void bind_people(py::module_& m) {
    py::class_<Person>(m, "Person",
                       "Someone of a population: the same (seed, index) is the same person.\n\n"
                       "Attributes: seed, index, covariates.")
        .def(py::init([](std::uint64_t seed, std::uint64_t index, Covariates covariates) {
                 check(covariates);
                 return Person{seed, index, std::move(covariates)};
             }),
             py::kw_only(), "seed"_a, "index"_a, "covariates"_a)
        .def_readonly("seed", &Person::seed)
        .def_readonly("index", &Person::index)
        .def_readonly("covariates", &Person::covariates)
        .def(py::pickle(
            [](const Person& p) { return py::make_tuple(1, p.seed, p.index, p.covariates); },
            [](const py::tuple& t) {
                require_schema(t, 4, 1);
                return Person{t[1].cast<std::uint64_t>(), t[2].cast<std::uint64_t>(),
                              t[3].cast<Covariates>()};
            }));
    m.def(
        "population",
        [](std::int64_t n, std::uint64_t seed,
           const std::map<std::string, PlainDistribution>& covariates) {
            std::map<std::string, Distribution> distributions;
            for (const auto& [name, plain] : covariates)
                distributions.emplace(name, distribution_of(plain));
            return population(n, seed, distributions);
        },
        "n"_a, "seed"_a, "covariates"_a);
    m.def(
        "person_parameters",
        [](const Model& model, const Person& person) { return parameters_of(model, person); },
        "model"_a, "person"_a);
    m.def(
        "covariate_parameters",
        [](const Model& model, const Covariates& covariates) {
            return parameters_of(model, covariates);
        },
        "model"_a, "covariates"_a);
    m.def(
        "taken",
        [](const Regimen& ordered, double missed, double shift, std::uint64_t seed,
           std::uint64_t subject) { return taken(ordered, {missed, Time{shift}}, seed, subject); },
        "ordered"_a, py::kw_only(), "missed"_a, "shift"_a, "seed"_a, "subject"_a);
    m.def("philox", &random::philox, "counter"_a, "key"_a);
}

}  // namespace opiodyn::python
