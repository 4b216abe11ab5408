#pragma once
/// Room 7, private. Adds the body's response to a model under construction: states, equations, columns.

#include <functional>
#include <string>
#include <vector>

#include "detail/model_implementation.hpp"

namespace opiodyn::detail {

class ResponseBuilder {
public:
    using Value = std::function<double(const std::string& parameter)>;

    ResponseBuilder(Model::Implementation& model, const std::vector<Substance>& substances,
                    Value value)
        : m_(model), substances_(substances), value_(std::move(value)) {}

    /// What the options ask for, once the receptors are there. Throws InvalidInput.
    void add();
    /// The drug-free values that the response compares with, once the baseline is known. Throws
    /// InvalidInput where a part needs a tone and there is none.
    void settle();

private:
    void name_stimuli();
    void add_roles();
    void add_peptides();
    void add_peptide(const Substance& peptide);
    void release_sites(const std::string& peptide, Index level);
    void add_turnover();
    void add_adaptation();
    void add_immune();
    void add_blockers(ImmuneReadout<double>& immune);
    void add_pain(Index cytokine);
    void add_columns();

    turnover::Density<double> density(const std::string& receptor);
    bool has_tone(std::size_t r) const;
    Index find_receptor(Receptor receptor) const;
    Index find_state(const std::string& name) const;
    double rate(const std::string& half_life);
    Index add_state(const std::string& name, const std::string& meaning, bool starts_at_one);
    void add_level_column(const std::string& quantity, const std::string& subject,
                          const std::string& part, Index state);

    Model::Implementation& m_;
    const std::vector<Substance>& substances_;
    Value value_;
};

}  // namespace opiodyn::detail
