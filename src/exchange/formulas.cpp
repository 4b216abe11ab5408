#include "opiodyn/formulas.hpp"

#include <array>
#include <utility>

#include "equations/dependency.hpp"
#include "equations/drug_free.hpp"
#include "equations/equations_transfer.hpp"
#include "exchange/term_list.hpp"
#include "model/shape/model_implementation.hpp"

namespace opiodyn {
namespace detail {
namespace {

using expressions::Expression, expressions::Source, expressions::Tracing;

/// Written takes the numbers of equations from expressions of the parameters.
struct Written {
    const std::vector<Expression>& numbers;
    void number(const Recorded& from, Expression& to) { to = from.in(numbers); }
    void shape(Index) {}
    Index state(Index index) { return index; }
};

/// A ModelWriter runs the equations of a model over expressions.
class ModelWriter {
public:
    explicit ModelWriter(const Model& model)
        : shape_(*model.implementation().shape),
          tracing_(graph_),
          y_(shape_.size()),
          drug_free_(shape_.size()) {
        for (Index row = 0; row < shape_.rows(); ++row)
            numbers_.push_back(Expression::input(Source::number, static_cast<std::int32_t>(row)));
        shape_.recipe.replay(numbers_);
        Written written{numbers_};
        Transfer<Written>{written}(shape_.equations, equations_);
        for (Index i = 0; i < shape_.size(); ++i)
            y_[i] = Expression::input(Source::state, static_cast<std::int32_t>(i));
        settle_drug_free(equations_, shape_.unit_states, drug_free_);
        settle_response(equations_, drug_free_);
    }

    Formulas write() {
        TermList list(graph_, shape_.rows());
        Formulas result;
        Numbers<Expression> rates(shape_.size());
        equations_.derivative(y_, rates);
        add_constants(list, result.constants);
        add_quantities(list, result.quantities);
        for (Index i = 0; i < shape_.size(); ++i)
            result.states.push_back({list.place(drug_free_[i]), list.place(rates[i])});
        add_columns(list, result);
        add_places(list, result);
        result.terms = std::move(list.terms);
        for (const Index row : list.parameters) result.parameters.push_back(shape_.parameter(row));
        return result;
    }

private:
    /// Adds a formula to a list.
    static void name(TermList& list, std::vector<Formula>& named, std::string name,
                     const char* unit, std::string meaning, const Expression& number) {
        named.push_back({std::move(name), unit, std::move(meaning), list.place(number)});
    }

    const std::string& receptor(std::size_t r) const { return to_string(shape_.receptors[r]); }

    /// Names what follows from parameters alone.
    void add_constants(TermList& list, std::vector<Formula>& named) const {
        for (std::size_t r = 0; r < equations_.receptors.size(); ++r)
            add_constants_of(r, list, named);
        const auto& response = equations_.response;
        for (std::size_t k = 0; k < response.effects.size(); ++k)
            name(list, named, "effect." + shape_.endpoints[k] + ".drug_free", "-",
                 "signal of " + shape_.endpoints[k] + " raised to its slope, without a drug, (10b)",
                 response.effects[k].at_rest);
        for (const auto& immune : response.immune)
            name(list, named, "ogf.complex_drug_free", "-",
                 "share of OGF receptors that OGF holds without a drug, (17)", immune.complex0);
    }

    void add_constants_of(std::size_t r, TermList& list, std::vector<Formula>& named) const {
        const auto& pool = equations_.receptors[r];
        const std::string at = receptor(r);
        if (equations_.kinetic) {
            name(list, named, at + ".kdeg", "1/h",
                 "rate constant of the loss of receptors at " + at, pool.kdeg);
            for (std::size_t i = 0; i < pool.sites.size(); ++i)
                name(list, named, shape_.sites[r][i] + "." + at + ".kept", "-",
                     "share of its equilibrium that a complex keeps beside its own loss, (6)",
                     binding::kept_share(pool, pool.sites[i]));
            name(list, named, at + ".unbound_drug_free", "-",
                 at + " receptors that no ligand holds without a drug, (6)",
                 binding::settled_free(pool, drug_free_));
            for (const auto& site : pool.sites)
                name(list, named,
                     shape_.states[static_cast<std::size_t>(site.bound)].name + "_drug_free", "-",
                     "complex without a drug, (6)", drug_free_[site.bound]);
        }
        if (equations_.response.empty()) return;
        const auto& tone = equations_.response.tones[r];
        name(list, named, at + ".signal_drug_free", "-",
             "signal of " + at + " without a drug, (10)", tone.S0);
        name(list, named, at + ".internalised_drug_free", "1/h",
             "loss of " + at + " receptors with their ligands, without a drug, (8)",
             tone.internalised);
    }

    /// Names what formulas share, so that it is printed once and can be read.
    void add_quantities(TermList& list, std::vector<Formula>& named) const {
        for (std::size_t r = 0; r < equations_.receptors.size(); ++r) {
            name(list, named, receptor(r) + ".unbound", "-",
                 receptor(r) + " receptors that no ligand holds, F of (6) and (7)",
                 equations_.free(equations_.receptors[r], y_));
            if (!equations_.response.empty()) add_signals(r, list, named);
        }
        add_drives(list, named);
        for (const auto& immune : equations_.response.immune) add_immune(immune, list, named);
    }

    void add_signals(std::size_t r, TermList& list, std::vector<Formula>& named) const {
        const auto& response = equations_.response;
        const auto signal = equations_.signal(r, y_);
        const std::string at = receptor(r);
        name(list, named, at + ".block", "-", "share of " + at + " that antagonists hold, A of (9)",
             signal.A);
        name(list, named, at + ".peptide_signal", "-",
             "signal of peptides at " + at + ", P of (15)", signal.P);
        name(list, named, at + ".drug_signal", "-", "signal of drugs at " + at + ", D of (15)",
             signal.D);
        name(list, named, at + ".signal", "-", "signal of " + at + ", S of (10)", signal.S());
        name(list, named, at + ".internalised", "1/h",
             "loss of " + at + " receptors with their ligands, (8)", signal.internalised);
        if (r < response.densities.size())
            name(list, named, at + ".up_regulation", "-", "up-regulation h of " + at + ", (9)",
                 turnover::up_regulation(response.densities[r], signal.A));
        const auto* adaptation = response.adaptation(r);
        if (adaptation == nullptr) return;
        const auto& z = adaptation->kinetics;
        const Expression share = response::efficacy(z.gZ, y_[z.state]);
        name(list, named, at + ".efficacy", "-",
             "share of efficacy that adaptation leaves at " + at + ", (10a)", share);
        name(list, named, at + ".effective_signal", "-",
             "signal of " + at + " after adaptation, S' of (10a)", signal.S() * share);
        name(list, named, at + ".added_by_drugs", "-",
             "what drugs add to the response of " + at + ", (15)",
             response.added_by_drugs(*adaptation, signal, y_));
    }

    /// Names the drive of each peptide that senses a receptor.
    void add_drives(TermList& list, std::vector<Formula>& named) const {
        std::array<Signal<Expression>, receptor_count> signals;
        const auto& response = equations_.response;
        if (response.peptides.empty()) return;
        for (std::size_t r = 0; r < equations_.receptors.size(); ++r)
            signals[r] = equations_.signal(r, y_);
        for (const auto& peptide : response.peptides) {
            const auto& level =
                shape_.states[static_cast<std::size_t>(peptide.kinetics.level)].name;
            name(list, named, level.substr(0, level.rfind('.')) + ".drive", "-",
                 "drive of the peptide, x of (11)", response.drive<Expression>(peptide, signals));
        }
    }

    void add_immune(const ImmuneReadout<Expression>& immune, TermList& list,
                    std::vector<Formula>& named) const {
        const auto ogf = immune.occupancy(y_);
        name(list, named, "ogf.complex", "-", "share of OGF receptors that OGF holds, (17)",
             ogf.complex);
        name(list, named, "ogf.block", "-", "share of OGF receptors that drugs hold, (17)",
             ogf.blocked);
        name(list, named, "ogf.up_regulation", "-", "up-regulation h of OGF receptors, (9)",
             turnover::up_regulation(immune.density, ogf.blocked));
        name(list, named, "tlr4.block", "-", "share of TLR4 that drugs hold, (18)",
             immune.theta(y_));
    }

    void add_columns(TermList& list, Formulas& result) const {
        const Reader<Expression, Numbers<Expression>> reader(equations_, y_);
        for (std::size_t k = 0; k < shape_.columns.size(); ++k)
            result.columns.push_back({shape_.columns[k].name(), shape_.columns[k].unit, "",
                                      list.place(reader(shape_.observations[k]))});
    }

    EntryFormula written(TermList& list, const RecordedEntry& entry) const {
        return {entry.state, list.place(entry.nmol_per_mg.in(numbers_)),
                list.place(entry.lag.in(numbers_)), list.place(entry.duration.in(numbers_))};
    }

    void add_places(TermList& list, Formulas& result) const {
        for (const auto& [where, entries] : shape_.entries) {
            DosingPlace place{where.first, abbreviation(where.second), false, 0, {}};
            for (const auto& entry : entries) place.entries.push_back(written(list, entry));
            result.places.push_back(std::move(place));
        }
        for (const auto& [drug, compartments] : shape_.compartments)
            for (const auto& [compartment, entry] : compartments)
                result.places.push_back(
                    {drug, compartment.name, true, compartment.number, {written(list, entry)}});
    }

    const ModelShape& shape_;
    expressions::Graph graph_;
    Tracing tracing_;
    std::vector<Expression> numbers_;
    Equations<Expression> equations_;
    Numbers<Expression> y_, drug_free_;
};

}  // namespace
}  // namespace detail

Formulas formulas(const Model& model) { return detail::ModelWriter(model).write(); }

}  // namespace opiodyn
