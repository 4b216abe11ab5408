/// A model made of another, with other values, is in every bit and every word the one that is made of its
/// options in full; and its numbers are those that the builder had in hand.

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>

#include "equations/equations_transfer.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/people.hpp"
#include "support/figure.hpp"
#include "support/response_models.hpp"
#include "support/throws.hpp"

namespace od = opiodyn;

namespace {

using Values = std::map<std::string, double>;
using Bits = std::vector<std::uint64_t>;

void add(Bits& bits, double x) { bits.push_back(std::bit_cast<std::uint64_t>(x)); }
void add(Bits& bits, const auto& numbers) {
    for (const double x : numbers) add(bits, x);
}

/// The numbers and the shape of equations.
struct Contents {
    Bits bits;
    void number(double from, double& to) { add(bits, to = from); }
    void shape(od::Index value) { bits.push_back(static_cast<std::uint64_t>(value)); }
    od::Index state(od::Index index) { return shape(index), index; }
};

Bits equations_of(const od::Model& model) {
    const auto& m = model.implementation();
    Contents contents;
    od::detail::Transfer<Contents> transfer(contents);
    od::detail::Equations<double> equations;
    transfer(m.equations, equations);
    return std::move(contents.bits);
}

Bits derived_numbers(const od::Model& model) {
    Bits bits;
    add(bits, model.baseline());
    add(bits, model.linear_jacobian().reshaped());
    for (const auto& ligand : model.ligands()) add(bits, ligand.molar_mass);
    return bits;
}

void add_entries(Bits& bits, const std::vector<od::Entry>& entries) {
    for (const auto& [state, nmol_per_mg, lag, duration] : entries) {
        bits.push_back(static_cast<std::uint64_t>(state));
        for (const double x : {nmol_per_mg, lag, duration}) add(bits, x);
    }
}

Bits doses_of(const od::Model& model) {
    Bits bits;
    const auto& shape = *model.implementation().shape;
    for (const auto& [key, entries] : shape.entries)
        add_entries(bits, model.entries(key.first, key.second));
    for (const auto& [drug, list] : shape.compartments)
        for (const auto& compartment : list)
            add_entries(bits, model.entries(drug, compartment.first.name));
    for (const auto& [name, list] : shape.releases)
        if (!list.empty())
            for (const auto& release : model.releases(name)) add(bits, release.share);
    return bits;
}

std::vector<std::string> words_of(const od::Model& model) {
    std::vector<std::string> words;
    for (const auto& column : model.columns()) words.push_back(column.name() + column.unit);
    for (const auto& state : model.states()) words.push_back(state.name);
    for (const auto& name : model.used_parameters()) words.push_back(name);
    for (const auto& p : model.parameters().all())
        for (const auto& word : {p.name, p.unit, p.status, p.meaning, p.note,
                                 std::string(1, static_cast<char>(p.evidence))})
            words.push_back(word);
    for (const auto& [name, reason] : model.parameters().missing()) words.push_back(name);
    return words;
}

Bits values_of(const od::Model& model) {
    Bits bits;
    for (const auto& p : model.parameters().all())
        for (const double x : {p.value, p.low, p.high}) add(bits, x);
    return bits;
}

void require_same(const od::Model& made, const od::Model& in_full) {
    REQUIRE(equations_of(made) == equations_of(in_full));
    REQUIRE(derived_numbers(made) == derived_numbers(in_full));
    REQUIRE(made.jacobian_pattern() == in_full.jacobian_pattern());
    REQUIRE(doses_of(made) == doses_of(in_full));
    REQUIRE(words_of(made) == words_of(in_full));
    REQUIRE(values_of(made) == values_of(in_full));
    REQUIRE(made.options().parameters == in_full.options().parameters);
    REQUIRE(made.options().individual == in_full.options().individual);
}

/// Now and then a value that decides what a model is made of: no tone, no first pass, no retention.
Values random_values(support::Random& random, const od::ModelOptions& options) {
    auto values = support::random_parameters(random, options);
    for (auto& [name, value] : values) {
        const auto word = name.substr(name.rfind('.') + 1);
        if ((word == "e0" || word == "Bmax") && random.below(20) == 0) value = 0.0;
        if (word == "F" && random.below(4) == 0) value = 1.0;
        if (word == "tau" && random.below(20) == 0) value = -value;
    }
    while (values.size() > 2 && random.below(4) != 0) values.erase(values.begin());
    return values;
}

}  // namespace

TEST_CASE("a model with other values is the model made of its options in full") {
    support::Random random(71);
    int shared = 0, apart = 0, refused = 0;
    for (int trial = 0; trial < 150; ++trial) {
        auto options = support::random_response(random, false);
        if (random.coin()) options.drugs.emplace_back("methylnaltrexone");
        const od::Model base(options);
        od::Model chain = base;
        for (int k = 0; k < 4; ++k) {
            const auto values = random_values(random, options);
            const bool personal = random.coin();
            auto changed = chain.options();
            for (const auto& [name, value] : values) {
                (personal ? changed.individual : changed.parameters)[name] = value;
                if (!personal) changed.individual.erase(name);
            }
            const auto make = [&] {
                return personal ? chain.of_person(values) : chain.with(values);
            };
            const auto message = support::thrown([&] { od::Model{changed}; });
            REQUIRE(support::thrown(make) == message);
            if (message != "nothing") {
                ++refused;
                continue;
            }
            const od::Model made = make();
            require_same(made, od::Model(changed));
            require_same(made.typical(), [&] {
                changed.individual.clear();
                return od::Model(changed);
            }());
            (made.implementation().shape == chain.implementation().shape ? shared : apart) += 1;
            chain = made;
        }
    }
    CHECK(shared > 100);
    CHECK(apart > 10);
    CHECK(refused > 10);
}

TEST_CASE("the numbers of a recipe are those that the builder had in hand") {
    struct InHand {
        const std::vector<double>& numbers;
        Bits had{}, computed{};
        void number(const od::detail::Recorded& from, double&) {
            add(had, from.value());
            add(computed, from.in(numbers));
        }
        void shape(od::Index) {}
        od::Index state(od::Index index) { return index; }
    };
    support::Random random(72);
    for (int trial = 0; trial < 50; ++trial) {
        const od::Model model(support::random_response(random));
        const auto& m = model.implementation();
        InHand numbers{m.numbers};
        od::detail::Transfer<InHand> transfer(numbers);
        od::detail::Equations<double> equations;
        transfer(m.shape->equations, equations);
        REQUIRE(numbers.had.size() > 20);
        REQUIRE(numbers.had == numbers.computed);
    }
}

TEST_CASE("impossible values are refused in the same words, by a model and by its options") {
    const od::Model base;
    for (const auto& values :
         {Values{{"naltrexone.CL", -1.0}}, Values{{"naltrexone.cl", 1.0}},
          Values{{"biophase.pet.half_life", 1.0}}, Values{{"morphine.CL", 1.0}},
          Values{{"naltrexone.oral.F", 1.5}, {"naltrexone.V1", -1.0}},
          Values{{"naltrexone.mu.tau", std::numeric_limits<double>::quiet_NaN()}},
          Values{{"effect.pain.n", 400.0}},
          Values{{"beta-endorphin.mu.e0", 1e308}, {"enkephalin.mu.e0", 1e308}}}) {
        od::ModelOptions options;
        options.parameters = values;
        const auto message = support::thrown([&] { od::Model{options}; });
        CHECK(message != "nothing");
        CHECK(support::thrown([&] { base.with(values); }) == message);
    }
}
