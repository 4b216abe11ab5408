/// Any options make a sound model or are refused. A model with other parameters is the model that these parameters make.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "draw.hpp"
#include "sound_model.hpp"

namespace {

namespace od = opiodyn;
using fuzz::Draw, fuzz::require;
using Values = std::map<std::string, double>;

/// Makes models of many shapes once, so that most inputs only change their numbers.
std::vector<od::Model> make_models() {
    std::vector<od::Model> models;
    const auto add = [&](auto change) {
        od::ModelOptions options;
        change(options);
        models.emplace_back(options);
    };
    add([](auto&) {});
    add([](auto& o) { o.biophase = od::Biophase::slow; });
    add([](auto& o) { o.response = od::ResponseOptions::none(); });
    add([](auto& o) { o.response = od::ResponseOptions::all(), o.response.phi = 0.5; });
    add([](auto& o) { o.binding = od::BindingMode::equilibrium, o.drugs = {"morphine"}; });
    add([](auto& o) { o.biophase = od::Biophase::retention, o.receptors = {od::Receptor::mu}; });
    add([](auto& o) { o.receptors = {}, o.endogenous = {}, o.drugs = {"naltrexone", "naloxone"}; });
    add([](auto& o) { o.drugs = {"buprenorphine"}, o.receptors = {od::Receptor::mu}; });
    return models;
}

std::string parameter_of(Draw& draw, const od::Model& model) {
    constexpr std::size_t longest = 12;
    if (draw.once_in(32) || model.used_parameters().empty()) return draw.text(longest);
    if (draw.once_in(4)) return draw.one_of(model.parameters().all()).name;
    return draw.one_of(model.used_parameters());
}

Values values_for(Draw& draw, const od::Model& model) {
    Values values;
    for (int k = draw.below(4); k >= 0; --k) {
        const std::string name = parameter_of(draw, model);
        const auto* known = model.parameters().find(name);
        const bool usual = known != nullptr && draw.coin();
        values[name] = usual ? known->value * draw.between(1e-3, 1e3) : draw.number();
    }
    return values;
}

std::string text_of(const Values& values) {
    std::string text = "a model with";
    for (const auto& [name, value] : values) text += " " + name + " = " + od::to_text(value);
    return text;
}

template <class List, class Value>
void pick_some(Draw& draw, const List& list, std::vector<Value>& chosen) {
    if (draw.coin()) return;
    chosen.clear();
    for (int k = draw.below(3); k > 0; --k) chosen.emplace_back(draw.one_of(list));
}

od::ResponseOptions response_of(Draw& draw) {
    od::ResponseOptions response;
    response.turnover = draw.coin();
    response.peptides = draw.coin();
    response.adaptation = draw.coin();
    response.effects = draw.coin();
    response.immune = draw.coin();
    if (draw.coin()) response.phi = draw.coin() ? draw.between(0.01, 1.0) : draw.number();
    response.weights = draw.coin() ? od::EffectWeights::illustrative : od::EffectWeights::mechanism;
    return response;
}

od::Binding binding_of(Draw& draw, const std::vector<std::string>& names) {
    od::Binding binding;
    binding.ligand = draw.one_of(names);
    binding.receptor = draw.one_of(od::all_receptors);
    binding.K = draw.number();
    binding.koff = draw.number();
    binding.tau = draw.number();
    return binding;
}

od::ModelOptions options_of(Draw& draw) {
    static const auto drugs = od::library::drugs(), all = od::library::substances();
    static const std::vector<std::string> peptides{"beta-endorphin", "enkephalin", "dynorphin",
                                                   "x"};
    od::ModelOptions options;
    options.biophase = static_cast<od::Biophase>(draw.below(5));
    options.binding = static_cast<od::BindingMode>(draw.below(2));
    pick_some(draw, draw.once_in(8) ? all : drugs, options.drugs);
    if (draw.once_in(4)) options.routes.push_back(static_cast<od::Route>(draw.below(8)));
    pick_some(draw, od::all_receptors, options.receptors);
    pick_some(draw, peptides, options.endogenous);
    options.response = response_of(draw);
    if (draw.once_in(4)) options.bindings.push_back(binding_of(draw, all));
    if (draw.once_in(4))
        options.endpoints.push_back(od::Endpoint{draw.text(4), od::Receptor::mu, draw.number()});
    if (draw.once_in(8)) options.concentration_given.push_back(draw.one_of(drugs));
    options.strict = draw.once_in(16);
    return options;
}

/// Requires that the quick way to other parameters and the long one lead to the same bits, or to the same refusal.
void require_same_by_both_ways(const od::Model& model, const Values& values) {
    auto options = model.options();
    for (const auto& [name, value] : values) options.parameters[name] = value;
    std::string refused_quickly, refused;
    od::State quick, built;
    try {
        quick = model.with(values).baseline();
    } catch (const od::InputError& error) {
        refused_quickly = error.what();
    }
    try {
        built = od::Model(options).baseline();
    } catch (const od::InputError& error) {
        refused = error.what();
    }
    require(refused_quickly == refused, "a change and new options are refused alike");
    require(quick.size() == built.size() && (quick.array() == built.array()).all(),
            "a change and new options make the same model");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto models = make_models();
    Draw draw(data, size);
    const od::Model& known = draw.one_of(models);
    if (draw.once_in(16)) {
        fuzz::accepted([&] {
            const od::Model model(options_of(draw));
            fuzz::require_sound(model);
            fuzz::accepted([&] { fuzz::require_sound(model.with(values_for(draw, model))); });
        });
        return 0;
    }
    const auto values = values_for(draw, known);
    fuzz::described = [&] { return text_of(values); };
    if (draw.once_in(32)) require_same_by_both_ways(known, values);
    fuzz::accepted([&] { fuzz::require_sound(known.with(values)); });
    return 0;
}
