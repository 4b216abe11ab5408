#include "opiodyn/model_options.hpp"

#include "foundations/enum_names.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn {
namespace {

constexpr detail::Names<5> biophase_names{"pet", "transient", "plasma", "retention", "slow"};
constexpr detail::Names<2> binding_names{"kinetic", "equilibrium"};
constexpr detail::Names<2> weight_names{"mechanism", "illustrative"};
constexpr detail::Names<5> part_names{"turnover", "peptides", "adaptation", "effects", "immune"};

}  // namespace

const std::string& to_string(Biophase biophase) {
    return detail::name_of<biophase_names>("biophase", biophase);
}
const std::string& to_string(BindingMode mode) {
    return detail::name_of<binding_names>("binding", mode);
}
Biophase parse_biophase(std::string_view name) {
    return detail::parse_name<Biophase>("biophase", biophase_names, name);
}
const std::string& to_string(EffectWeights weights) {
    return detail::name_of<weight_names>("weights", weights);
}
EffectWeights parse_effect_weights(std::string_view name) {
    return detail::parse_name<EffectWeights>("weights", weight_names, name);
}
BindingMode parse_binding_mode(std::string_view name) {
    return detail::parse_name<BindingMode>("binding", binding_names, name);
}

std::string to_text(const ResponseOptions& options) {
    const bool chosen[] = {options.turnover, options.peptides, options.adaptation, options.effects,
                           options.immune};
    std::string text;
    for (std::size_t i = 0; i < part_names.size(); ++i)
        if (chosen[i]) text += (text.empty() ? "" : ", ") + std::string(part_names[i]);
    return text.empty() ? "none" : text;
}

ResponseOptions parse_response(const std::vector<std::string>& parts) {
    ResponseOptions options = ResponseOptions::none();
    bool* const chosen[] = {&options.turnover, &options.peptides, &options.adaptation,
                            &options.effects, &options.immune};
    for (const auto& name : parts) {
        bool& part = *chosen[detail::parse_name<int>("response", part_names, name)];
        if (part) throw InputError("response", name, "is given twice");
        part = true;
    }
    return options;
}

}  // namespace opiodyn
