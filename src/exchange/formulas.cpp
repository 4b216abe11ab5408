#include "opiodyn/formulas.hpp"

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
        : shape_(*model.implementation().shape), tracing_(graph_), y_(shape_.size()) {
        for (Index row = 0; row < shape_.rows(); ++row)
            numbers_.push_back(Expression::input(Source::number, static_cast<std::int32_t>(row)));
        shape_.recipe.replay(numbers_);
        Written written{numbers_};
        Transfer<Written>{written}(shape_.equations, equations_);
        for (Index i = 0; i < shape_.size(); ++i)
            y_[i] = Expression::input(Source::state, static_cast<std::int32_t>(i));
    }

    Formulas write() {
        TermList list(graph_, shape_.rows());
        Formulas result;
        Numbers<Expression> drug_free(shape_.size()), rates(shape_.size());
        settle_drug_free(equations_, shape_.unit_states, drug_free);
        settle_response(equations_, drug_free);
        equations_.derivative(y_, rates);
        add_constants(list, result);
        add_quantities(list, result);
        for (Index i = 0; i < shape_.size(); ++i)
            result.states.push_back({list.place(drug_free[i]), list.place(rates[i])});
        add_columns(list, result);
        add_places(list, result);
        result.terms = std::move(list.terms);
        for (const Index row : list.parameters) result.parameters.push_back(shape_.parameter(row));
        return result;
    }

private:
    void add_constants(TermList& list, Formulas& result) const {
        const auto& response = equations_.response;
        for (std::size_t r = 0; r < response.tones.size(); ++r) {
            const std::string receptor = to_string(shape_.receptors[r]);
            result.constants.push_back({receptor + ".signal_drug_free", "-",
                                        "signal of " + receptor + " without a drug, (10)",
                                        list.place(response.tones[r].S0)});
            result.constants.push_back(
                {receptor + ".internalised_drug_free", "1/h",
                 "loss of " + receptor + " receptors with their ligands, without a drug, in (8)",
                 list.place(response.tones[r].internalised)});
        }
        for (std::size_t k = 0; k < response.effects.size(); ++k)
            result.constants.push_back({"effect." + shape_.endpoints[k] + ".drug_free", "-",
                                        "signal of " + shape_.endpoints[k] +
                                            ", raised to its slope, without a drug, in (10b)",
                                        list.place(response.effects[k].at_rest)});
        for (const auto& immune : response.immune)
            result.constants.push_back({"ogf.complex_drug_free", "-",
                                        "OGF receptors that OGF holds without a drug, in (17)",
                                        list.place(immune.complex0)});
    }

    /// Names what formulas share, so that it is printed once and can be read.
    void add_quantities(TermList& list, Formulas& result) const {
        for (std::size_t r = 0; r < equations_.receptors.size(); ++r) {
            const std::string receptor = to_string(shape_.receptors[r]);
            const auto name = [&](const char* part, const char* unit, const std::string& meaning,
                                  const Expression& number) {
                result.quantities.push_back(
                    {receptor + "." + part, unit, meaning, list.place(number)});
            };
            name("unbound", "-", receptor + " receptors that no ligand holds, F of (6) and (7)",
                 equations_.free(equations_.receptors[r], y_));
            if (equations_.response.empty()) continue;
            const auto signal = equations_.signal(r, y_);
            name("block", "-", "share of " + receptor + " that antagonists hold, A of (9)",
                 signal.A);
            name("peptide_signal", "-", "signal of peptides at " + receptor + ", P of (15)",
                 signal.P);
            name("drug_signal", "-", "signal of drugs at " + receptor + ", D of (15)", signal.D);
            name("signal", "-", "signal of " + receptor + ", S of (10)", signal.S());
            name("internalised", "1/h",
                 "loss of " + receptor + " receptors with their ligands, in (8)",
                 signal.internalised);
        }
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
    Numbers<Expression> y_;
};

}  // namespace
}  // namespace detail

Formulas formulas(const Model& model) { return detail::ModelWriter(model).write(); }

}  // namespace opiodyn
