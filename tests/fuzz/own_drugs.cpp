/// Any drug of a caller makes a sound model or is refused. What enters is what was dosed, and without a source the body
/// only loses it.

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "draw.hpp"
#include "sound_model.hpp"

namespace {

namespace od = opiodyn;
using fuzz::Draw, fuzz::require;

std::string name(Draw& draw) {
    static const std::string names[] = {"a",        "b",        "m",  "naltrexone",
                                        "morphine", "vivitrol", "mu", "x.y"};
    constexpr std::size_t longest = 4;
    return draw.once_in(16) ? draw.text(longest) : draw.one_of(names);
}

/// Returns a number that a drug may have, or any at all.
double value(Draw& draw) { return draw.once_in(8) ? draw.number() : draw.between(1e-3, 1e3); }
double fraction(Draw& draw) { return draw.once_in(16) ? draw.number() : draw.below(17) / 16.0; }

template <class Input>
Input with_entry(Draw& draw, Input input, double part) {
    if (draw.coin()) input.F = fraction(draw);
    if (draw.coin()) input.lag = value(draw);
    input.fraction = draw.once_in(16) ? fraction(draw) : part;
    return input;
}

od::Absorption absorption_of(Draw& draw, double part) {
    constexpr int most_transits = 12;  // one of them too many
    switch (draw.below(4)) {
        case 0:
            return with_entry(draw, od::FirstOrder{value(draw)}, part);
        case 1:
            return with_entry(draw, od::ZeroOrder{value(draw)}, part);
        case 2: {
            const double duration = value(draw);
            return with_entry(draw, od::ZeroOrderIntoDepot{duration, value(draw)}, part);
        }
        default: {
            const double ktr = value(draw);
            return with_entry(draw, od::TransitChain{ktr, draw.below(most_transits)}, part);
        }
    }
}

od::Drug drug_of(Draw& draw) {
    od::Drug drug;
    drug.name = name(draw);
    drug.molar_mass = draw.coin() ? 300.0 : value(draw);
    drug.CL = value(draw);
    const int compartments = draw.once_in(16) ? draw.below(5) : 1 + draw.below(3);
    for (int k = 0; k < compartments; ++k) drug.V.push_back(value(draw));
    for (int k = 1; k < compartments; ++k) drug.Q.push_back(value(draw));
    const int inputs = draw.below(4);
    for (int k = 0; k < inputs; ++k)
        drug.absorption.push_back(
            absorption_of(draw, inputs == 3 ? (k == 0 ? 0.5 : 0.25) : 1.0 / inputs));
    if (draw.once_in(4)) drug.metabolites.push_back({name(draw), fraction(draw), fraction(draw)});
    if (draw.coin()) drug.fu = fraction(draw);
    if (draw.coin()) drug.Kp = value(draw);
    if (draw.coin()) drug.salt_factor = value(draw);
    if (draw.coin()) drug.ke0 = value(draw);
    return drug;
}

/// Returns a drug of the library as a drug file brings it, changed in a few places.
od::Substance substance_of(Draw& draw) {
    auto substance = od::library::substance("morphine", od::LigandKind::drug);
    substance.of_library = false;
    for (int k = draw.below(4); k >= 0; --k) {
        auto& parameters = substance.parameters;
        const auto which = draw.below(static_cast<int>(parameters.size()));
        switch (draw.below(6)) {
            case 0:
                parameters.erase(parameters.begin() + which);
                break;
            case 1:
                substance.compartments = draw.below(6) - 1;
                break;
            case 2:
                substance.routes.push_back(draw.one_of(substance.routes));
                break;
            case 3:
                substance.receptors.push_back(draw.one_of(od::all_receptors));
                break;
            default:
                parameters[static_cast<std::size_t>(which)].value = value(draw);
        }
        if (substance.parameters.empty() || substance.routes.empty()) break;
    }
    return substance;
}

od::DrugChoice choice_of(Draw& draw) {
    if (draw.once_in(8)) return substance_of(draw);
    if (draw.once_in(8)) return name(draw);
    return drug_of(draw);
}

od::Binding binding_of(Draw& draw) {
    od::Binding binding{name(draw), draw.one_of(od::all_receptors)};
    binding.K = value(draw);
    binding.koff = value(draw);
    if (draw.coin()) binding.tau = value(draw);
    return binding;
}

od::ModelOptions options_of(Draw& draw) {
    od::ModelOptions options;
    options.receptors = {};
    options.endogenous = {};
    options.response = od::ResponseOptions::none();
    options.drugs.clear();
    for (int k = draw.below(2); k >= 0; --k) options.drugs.push_back(choice_of(draw));
    if (draw.once_in(8)) options.routes.push_back(static_cast<od::Route>(draw.below(8)));
    if (draw.coin()) return options;
    options.receptors = {draw.one_of(od::all_receptors)};
    for (int k = draw.below(2); k >= 0; --k) options.bindings.push_back(binding_of(draw));
    if (draw.coin()) options.endogenous = {"beta-endorphin"};
    if (draw.once_in(4)) options.response = {};
    options.binding = static_cast<od::BindingMode>(draw.below(2));
    return options;
}

std::string described(const od::Model& model) {
    std::string text = "a model with";
    for (const auto& name : model.used_parameters())
        text += " " + name + " = " + od::to_text(model.parameters().value(name));
    return text;
}

bool is_amount(const od::StateInfo& info) { return info.unit == "nmol"; }

/// Returns how far rounding may move the amounts of so many hours. A matrix exponential is squared until it reaches
/// them, and each squaring doubles the rounding so far: the loss grows with the fastest rate times the hours.
double rounding_of(const od::Model& model, double hours) {
    constexpr double at_least = 1e-9, of_a_product = 16.0;
    const double fastest = model.linear_jacobian().cwiseAbs().maxCoeff();
    return at_least + of_a_product * std::numeric_limits<double>::epsilon() * fastest * hours;
}

/// Requires of linear kinetics that amounts stay finite and not negative, and that their sum only falls.
void require_decay(const od::Model& model) {
    constexpr double hours = 3.0, dose = 1000.0;
    const double rounding = rounding_of(model, hours);
    od::State y = od::State::Zero(model.size()), none = y;
    for (od::Index i = 0; i < model.size(); ++i)
        if (is_amount(model.states()[static_cast<std::size_t>(i)])) y[i] = dose;
    const od::State later = model.linear_flow(y, none, hours);
    double before = 0.0, after = 0.0;
    for (od::Index i = 0; i < model.size(); ++i) {
        if (!is_amount(model.states()[static_cast<std::size_t>(i)])) continue;
        if (!(later[i] >= -rounding * dose))
            fuzz::finding("an amount stays finite and not negative: " + od::to_text(later[i]));
        before += y[i];
        after += later[i];
    }
    require(after <= before * (1.0 + rounding), "the body makes no drug");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Draw draw(data, size);
    fuzz::accepted([&] {
        const od::Model model(options_of(draw));
        fuzz::described = [&] { return described(model); };
        fuzz::require_sound(model);
        if (model.linear()) require_decay(model);
    });
    return 0;
}
