// The formulas of a model say what the model computes, to the last bit, as the same equations write them.

#include "opiodyn/formulas.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <stdexcept>

#include "exchange/term_list.hpp"
#include "support/models.hpp"
#include "support/response_models.hpp"
#include "support/term_values.hpp"

namespace od = opiodyn;

namespace {

/// Returns a state that is nowhere at rest.
od::State somewhere(const od::Model& model, support::Random& random) {
    od::State y = model.baseline();
    for (auto& value : y) value = value * random.uniform(0.2, 1.0) + random.uniform(0.0, 0.1);
    return y;
}

/// Checks the formulas of one model with the values of another one of its shape.
void check(const od::Formulas& formulas, const od::Model& model, const od::State& y) {
    const auto values = support::term_values(formulas, model, y);
    const auto at = [&](od::Index term) { return values.at(static_cast<std::size_t>(term)); };
    od::State rates(model.size());
    Eigen::VectorXd row(static_cast<od::Index>(model.columns().size()));
    model.derivative(0.0, y, rates);
    model.observe(y, row);
    const od::State start = model.baseline();
    for (od::Index i = 0; i < model.size(); ++i) {
        INFO(model.states()[static_cast<std::size_t>(i)].name);
        const auto& state = formulas.states.at(static_cast<std::size_t>(i));
        CHECK(at(state.rate) == rates[i]);
        CHECK(at(state.initial) == start[i]);
    }
    for (std::size_t k = 0; k < formulas.columns.size(); ++k) {
        INFO(formulas.columns[k].name);
        CHECK(at(formulas.columns[k].term) == row[static_cast<od::Index>(k)]);
    }
}

}  // namespace

TEST_CASE("formulas give the rates, the start and the columns of random models") {
    support::Random random(19);
    for (int k = 0; k < 60; ++k) {
        const od::Model model(support::random_response(random));
        CAPTURE(k);
        check(od::formulas(model), model, somewhere(model, random));
    }
}

TEST_CASE("formulas hold for other values of the parameters, which are names in them") {
    support::Random random(7);
    const od::Model model;
    const auto formulas = od::formulas(model);
    for (const auto& name : formulas.parameters) {
        const auto& p = model.parameters().at(name);
        if (p.value == 0.0 || p.value == 1.0) continue;  // A part of the shape may go by these.
        if (name.ends_with(".fraction")) continue;       // The fractions of a route have the sum 1.
        CAPTURE(name);
        const double fraction = p.value * (p.value < 1.0 ? 0.9 : 1.1);
        const od::Model other = model.with({{name, fraction}});
        check(formulas, other, somewhere(other, random));
    }
}

TEST_CASE("a wrong sign in a formula is seen") {
    const od::Model model;
    auto formulas = od::formulas(model);
    support::Random random(1);
    const auto y = somewhere(model, random);
    const auto before = support::term_values(formulas, model, y);
    for (auto& term : formulas.terms)
        if (term.operation == od::Term::Operation::subtract)
            term.operation = od::Term::Operation::add;
    const auto after = support::term_values(formulas, model, y);
    const auto rate = static_cast<std::size_t>(
        formulas.states.at(static_cast<std::size_t>(model.state("naltrexone.central"))).rate);
    CHECK(before.at(rate) != after.at(rate));
}

TEST_CASE("each term comes after its operands, and no parameter is listed in vain") {
    const auto formulas = od::formulas(od::Model());
    std::set<od::Index> used;
    for (std::size_t k = 0; k < formulas.terms.size(); ++k) {
        const auto& term = formulas.terms[k];
        if (term.operation == od::Term::Operation::parameter) used.insert(term.first);
        if (term.operation <= od::Term::Operation::state) continue;
        CHECK(term.first < static_cast<od::Index>(k));
        CHECK(term.second < static_cast<od::Index>(k));
    }
    CHECK(used.size() == formulas.parameters.size());
}

TEST_CASE("places of doses are those of the model, with the same numbers") {
    const od::Model model;
    const auto formulas = od::formulas(model);
    const auto values = support::term_values(formulas, model, model.baseline());
    const auto at = [&](od::Index term) { return values.at(static_cast<std::size_t>(term)); };
    CHECK_FALSE(formulas.places.empty());
    for (const auto& place : formulas.places) {
        CAPTURE(place.drug, place.place);
        const auto entries = place.compartment
                                 ? model.entries(place.drug, place.place)
                                 : model.entries(place.drug, od::parse_route(place.place));
        REQUIRE(entries.size() == place.entries.size());
        for (std::size_t k = 0; k < entries.size(); ++k) {
            CHECK(entries[k].state == place.entries[k].state);
            CHECK(entries[k].nmol_per_mg == at(place.entries[k].nmol_per_mg));
            CHECK(entries[k].lag == at(place.entries[k].lag));
            CHECK(entries[k].duration == at(place.entries[k].duration));
        }
    }
}

TEST_CASE("the bound of a power is left out, and any other smallest number is refused") {
    using namespace od::detail::expressions;
    Graph graph;
    const Tracing tracing(graph);
    const auto x = Expression::input(Source::number, 0);
    od::detail::TermList list(graph, 1);
    CHECK(list.place(smallest(x, Expression(1e300))) == list.place(x));
    CHECK_THROWS_AS(list.place(smallest(x, Expression(2.0))), std::logic_error);
}
