/// Tables that the library makes when they are first asked for are whole for every thread that asks.

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "opiodyn/opiodyn.hpp"
#include "support/throws.hpp"
#include "support/together.hpp"

namespace od = opiodyn;

namespace {

/// Returns some of all that the library has tables of.
std::string tables() {
    std::string text;
    for (const auto& name : od::library::substances()) text += name;
    for (const auto& name : od::library::drugs()) text += name;
    for (const auto& preset : od::library::presets()) text += preset.name;
    for (const auto& endpoint : od::library::endpoints()) text += endpoint.name;
    text += od::to_text(od::library::parameters().at("naltrexone.CL").value);
    text += std::to_string(od::library::references().size() + od::library::notes().size() +
                           od::library::brands().size());
    text += od::library::drug_name("vivitrol");
    return text;
}

/// Returns what a text, an error, a person and a run give.
std::string uses() {
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po q12h x2");
    const od::Model model;
    std::string text = od::to_text(regimen);
    text += support::thrown([] { od::parse_regimen("naltrexone 4.5 furlongs"); });
    text += support::thrown([] { od::parse_method("euler"); });
    for (const auto& person : od::population(2, 1, {{"weight", od::Spread{70.0, 12.0}}}))
        for (const auto& [name, value] : od::parameters_of(model, person))
            text += name + od::to_text(value);
    text += od::to_text(od::simulate(model, regimen, {24.0}).column("tone.mu")[0]);
    const auto batch = od::simulate_batch({{model, regimen}}, {{24.0}, {"tone.mu"}, {}}, {}, 2);
    return text + od::to_text(batch.value(0, 0, 0));
}

}  // namespace

TEST_CASE("the first use of all tables by many threads at once gives each of them the same") {
    const auto found = support::together(
        8, [](std::size_t k) { return k % 2 == 0 ? tables() + uses() : uses() + tables(); });
    const std::string first = tables(), second = uses();
    for (std::size_t k = 0; k < found.size(); ++k)
        CHECK(found[k] == (k % 2 == 0 ? first + second : second + first));
}

TEST_CASE("threads share a model whose values are made when they are first asked for") {
    const auto regimen = od::parse_regimen("naltrexone 4.5 mg po");
    const od::Model model;
    const auto use = [&](std::size_t) {
        std::string text = std::to_string(model.columns().size() + model.states().size());
        for (const auto& row : model.parameters().all()) text += od::to_text(row.value);
        text += od::to_text(model.linear_jacobian().sum());
        const auto other = model.with({{"naltrexone.CL", 100.0}});
        for (const auto* one : {&model, &other})
            text += od::to_text(od::simulate(*one, regimen, {24.0}).column("tone.mu")[0]);
        return text;
    };
    for (const auto& found : support::together(6, use)) CHECK(found == use(0));
}
