#include "model/assembly/response_parameters.hpp"

#include <algorithm>
#include <initializer_list>

#include "model/assembly/endpoint_list.hpp"
#include "model/assembly/substance_list.hpp"

namespace opiodyn::detail {
namespace {

class Collection {
public:
    Collection(const ModelOptions& options, const std::vector<Substance>& substances,
               ParameterTable& table)
        : options_(options), substances_(substances), table_(table) {}

    void add() {
        const auto& response = options_.response;
        if (!response.any()) return;
        for (const Receptor receptor : options_.receptors) {
            if (response.turnover) add_turnover(to_string(receptor));
            if (response.adaptation) copy(to_string(receptor), {"adaptation_half_life", "gZ"});
            if (response.turnover) add_internalisation(receptor);
        }
        if (response.peptides) add_peptides();
        if (response.effects) add_effects();
        if (response.immune) add_immune();
    }

private:
    void copy(const std::string& group, std::initializer_list<const char*> names) {
        for (const char* name : names) table_.add(library::parameters().at(group + "." + name));
    }

    /// Takes parameters of a peptide from the library, unless its literature set has brought its own.
    void copy_peptide(const std::string& peptide, std::initializer_list<const char*> names) {
        const std::string base = peptide.substr(0, peptide.find('/')) + ".";
        for (const char* name : names)
            if (const std::string full = peptide + "." + name; !table_.contains(full))
                add_renamed(base + name, full);
    }

    void add_renamed(const std::string& from, std::string name) {
        Parameter p = library::parameters().at(from);
        p.name = std::move(name);
        table_.add(std::move(p));
    }

    void add_turnover(const std::string& receptor) {
        copy(receptor, {"turnover_half_life", "U", "o50", "q"});
    }

    /// Adds a rate for each ligand, from the common default.
    void add_internalisation(Receptor receptor) {
        for (const auto& s : substances_)
            if (contains(s.receptors, receptor))
                add_renamed("response.kint", s.name + "." + to_string(receptor) + ".kint");
    }

    void add_peptides() {
        for (const auto& s : substances_)
            if (s.kind == LigandKind::peptide &&
                std::any_of(s.receptors.begin(), s.receptors.end(),
                            [&](Receptor r) { return contains(options_.receptors, r); }))
                copy_peptide(s.name,
                             {"precursor_half_life", "peptide_half_life", "stimulus_half_life", "G",
                              "x50", "a", "exercise", "injury", "expectation"});
    }

    void add_effects() {
        for (const auto& endpoint : endpoints_of(options_)) {
            const std::string name = slope_of(endpoint);
            if (is_of_library(endpoint)) table_.add(library::parameters().at(name));
            else
                table_.add({name,
                            endpoint.n,
                            "-",
                            endpoint.n,
                            endpoint.n,
                            Evidence::caller,
                            "supplied",
                            {"caller"},
                            "slope of the effect",
                            ""});
        }
    }

    void add_immune() {
        add_turnover("ogf");
        copy("ogf", {"e0", "precursor_half_life", "G", "x50"});
        for (const auto& s : substances_)
            for (const char* receptor : {"ogf.", "tlr4."}) {
                const std::string name = receptor + s.name + ".K";
                if (library::parameters().contains(name))
                    table_.add(library::parameters().at(name));
            }
        for (const char* state : {"activation", "flare", "cytokine"}) copy(state, {"half_life"});
        copy("pain", {"P0", "mu_share"});
        for (const char* weight : {"w_T", "w_O", "w_c", "w_s"})
            add_renamed(to_string(options_.response.weights) + "." + weight,
                        std::string("weights.") + weight);
    }

    const ModelOptions& options_;
    const std::vector<Substance>& substances_;
    ParameterTable& table_;
};

}  // namespace

void add_response_parameters(const ModelOptions& options, const std::vector<Substance>& substances,
                             ParameterTable& table) {
    Collection(options, substances, table).add();
}

}  // namespace opiodyn::detail
