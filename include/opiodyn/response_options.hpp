#pragma once
/// Room 7. Which parts of the body's response a model holds, as far as it has the receptors and
/// peptides that they are about. Parts that are not asked for cost nothing: they have no states, no
/// parameters and no columns.

#include <string>
#include <string_view>
#include <vector>

namespace opiodyn {

/// Weights of effects that nobody has measured: `mechanism` has all at zero, so that only mechanisms
/// show; `illustrative` sets them for demonstration (docs/theory.md, section 7).
enum class EffectWeights { mechanism, illustrative };

const std::string& to_string(EffectWeights weights);
EffectWeights parse_effect_weights(std::string_view name);

struct ResponseOptions {
    bool turnover{true};    ///< receptor density: up-regulation and internalisation
    bool peptides{true};    ///< endogenous peptides move, instead of staying at their baseline
    bool adaptation{true};  ///< tolerance to agonists, and withdrawal
    bool immune{false};     ///< OGF receptor, activation, cytokine, pain: hypotheses, all of them
    /// What drives the peptides: the block that is sensed (1), the tone that is lost (0), or a mix.
    double phi{1.0};
    EffectWeights effects{EffectWeights::mechanism};

    bool any() const { return turnover || peptides || adaptation || immune; }
    static ResponseOptions all() { return {true, true, true, true}; }
    /// Receptors, peptides and efficacy stay what they are without a drug.
    static ResponseOptions none() { return {false, false, false, false}; }
};

/// The names of its parts, "turnover, peptides"; "none" without any.
std::string to_text(const ResponseOptions& options);
/// The parts with these names, each once, and no others; throws UnknownName or InvalidInput.
ResponseOptions parse_response(const std::vector<std::string>& parts);

}  // namespace opiodyn
