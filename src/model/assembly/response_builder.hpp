#pragma once
/// A ResponseBuilder adds the body's response to a model under construction: states, equations, columns.

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

    /// Adds what the options ask for, once the receptors are there. Throws InputError.
    void add();

private:
    void name_stimuli();
    void add_roles();
    void add_peptides();
    void add_peptide(const Substance& peptide);
    void release_sites(const std::string& peptide, Index level);
    void add_turnover();
    void add_adaptation();
    void add_effects();
    void add_immune();
    void add_blockers(ImmuneReadout<Recorded>& immune);
    std::vector<ToneShare<Recorded>> tone_shares();

    turnover::Density<Recorded> density(const std::string& receptor);
    turnover::Precursor<Recorded> precursor(const std::string& prefix);
    bool is_peptide(const std::string& ligand) const;
    Index find_receptor(Receptor receptor) const;
    Index find_state(const std::string& name) const;
    Recorded rate(const std::string& half_life);
    Index add_state(const std::string& name, const std::string& meaning, bool starts_at_one);
    void add_level_column(const std::string& quantity, const std::string& ligand,
                          const std::string& place, Index state);

    ModelShape& m_;
    const std::vector<Substance>& substances_;
    Value value_;
};

/// Adds the read-outs that are not states, once a model of that shape knows its drug-free tone. A receptor
/// without one has no column for it.
void add_readouts(ModelShape& shape, const Model::Implementation& model);

}  // namespace opiodyn::detail
