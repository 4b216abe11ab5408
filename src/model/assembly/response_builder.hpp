#pragma once
/// Adds the body's response to a model under construction: states, equations, columns.

#include <functional>
#include <string>
#include <vector>

#include "model/shape/model_implementation.hpp"

namespace opiodyn::detail {

class ResponseBuilder {
public:
    using Value = std::function<Recorded(const std::string& parameter)>;

    ResponseBuilder(ModelShape& model, Value value)
        : m_(model), substances_(model.substances), value_(std::move(value)) {}

    /// What the options ask for, once the receptors are there. Throws InvalidInput.
    void add();

private:
    void name_stimuli();
    void add_roles();
    void add_peptides();
    void add_peptide(const Substance& peptide);
    void release_sites(const std::string& peptide, Index level);
    void add_turnover();
    void add_adaptation();
    void add_immune();
    void add_blockers(ImmuneReadout<Recorded>& immune);
    void add_pain(Index cytokine);

    turnover::Density<Recorded> density(const std::string& receptor);
    bool has_tone(std::size_t r) const;
    Index find_receptor(Receptor receptor) const;
    Index find_state(const std::string& name) const;
    Recorded rate(const std::string& half_life);
    Index add_state(const std::string& name, const std::string& meaning, bool starts_at_one);
    void add_level_column(const std::string& quantity, const std::string& subject,
                          const std::string& part, Index state);

    ModelShape& m_;
    const std::vector<Substance>& substances_;
    Value value_;
};

/// The read-outs that are not states, once the drug-free tone is known of a model of that shape. Throws
/// InvalidInput where a part needs a tone and there is none.
void add_readouts(ModelShape& shape, const Model::Implementation& model);

}  // namespace opiodyn::detail
