#pragma once
/// Joins pharmacokinetics, biophase, binding and the body's response into one right-hand side.
/// Names every state once. Immutable after construction, cheap to copy, shared by threads.

#include <Eigen/Core>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "opiodyn/column.hpp"
#include "opiodyn/entry.hpp"
#include "opiodyn/ligand.hpp"
#include "opiodyn/model_options.hpp"
#include "opiodyn/parameters.hpp"
#include "opiodyn/receptor.hpp"
#include "opiodyn/substance.hpp"

namespace opiodyn {

using State = Eigen::VectorXd;
/// A state to read: a vector, or a piece of a longer one, which is not copied.
using StateView = Eigen::Ref<const State>;
using Jacobian = Eigen::MatrixXd;
/// True where a Jacobian can be non-zero.
using JacobianPattern = Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// One state variable.
struct StateInfo {
    std::string name;  ///< e.g. naltrexone.central, naltrexone.effect_site, naltrexone.mu.bound
    std::string unit;
    std::string meaning;
};

class Model {
public:
    /// Throws InvalidInput or UnknownName if the options do not describe a model.
    explicit Model(ModelOptions options = {});

    const ModelOptions& options() const;
    /// Every parameter in force, with its provenance.
    const ParameterTable& parameters() const;
    /// Names of those that the equations and the doses use.
    const std::vector<std::string>& used_parameters() const noexcept;
    /// Drugs, metabolites and peptides as they entered, with what is known of people.
    const std::vector<Substance>& substances() const noexcept;
    /// The same model with these values on top of its own, those of a person too; its states stay what
    /// they are. Quick, as the two share what does not depend on values.
    Model with(const std::map<std::string, double>& parameters) const;
    /// The model of one person, with such values (opiodyn/people.hpp finds them).
    Model of_person(const std::map<std::string, double>& individual) const;
    /// The model without what is known of a person.
    Model typical() const;
    const std::vector<Ligand>& ligands() const noexcept;

    /// Number of states, and what they are.
    Index size() const noexcept;
    const std::vector<StateInfo>& states() const noexcept;
    /// Index of a state by name; throws UnknownName.
    Index state(std::string_view name) const;

    /// The drug-free steady state.
    State baseline() const;
    /// dy/dt without doses, written into a vector of this size. t is there for integrators; the model
    /// itself is autonomous.
    void derivative(double t, const StateView& y, Eigen::Ref<State> dydt) const;
    /// d(dy/dt)/dy.
    void jacobian(double t, const StateView& y, Jacobian& J) const;
    const JacobianPattern& jacobian_pattern() const noexcept;
    /// The part of it that does not depend on y: pharmacokinetics and biophase.
    const Jacobian& linear_jacobian() const noexcept;
    /// What that part alone does in a time dt: what is lost of y, (1 - exp(J dt)) y, is the first times
    /// y, accurate even where nearly nothing is; and where y goes under a constant input.
    Jacobian linear_loss(double dt) const;
    State linear_flow(const StateView& y, const StateView& input, double dt) const;
    /// True if the right-hand side is linear, so that an exact solution exists.
    bool linear() const noexcept;
    /// That solution: the state a time `dt` after y under a constant input (per h) to each state.
    /// Throws InvalidInput if the model is not linear.
    State propagate(const StateView& y, const StateView& input, double dt) const;

    /// Where a dose enters; throws UnknownName for a drug that is not in the model and InvalidInput
    /// for a route it does not have.
    std::vector<Entry> entries(const std::string& drug, Route route) const;
    /// Where a dose straight into a compartment enters: depot, depot2, central, peripheral,
    /// peripheral2, or its number in that order, as far as the drug has them. A depot keeps the lag and
    /// duration of its absorption. Throws UnknownName for any other.
    std::vector<Entry> entries(const std::string& drug, std::string_view compartment) const;

    /// What a stimulus acts on: exercise, injury, expectation or a peptide by name on the release of
    /// peptides, flare on the drive of a flare. Throws UnknownName for any other and InvalidInput where
    /// the response has no such part.
    std::vector<Release> releases(const std::string& stimulus) const;

    /// The smallest of all quantities that cannot be negative: states (of adaptation, the size alone)
    /// and free receptors. Integrators reject a step on which it falls below zero; `name` tells which.
    double smallest_quantity(const StateView& y, Index* which = nullptr) const;
    std::string quantity_name(Index which) const;

    /// What a run reports, and its values at a state.
    const std::vector<Column>& columns() const noexcept;
    void observe(const StateView& y, Eigen::VectorXd& row) const;

    struct Implementation;  // private to the library
    const Implementation& implementation() const noexcept { return *self_; }

private:
    Model with_values(const std::map<std::string, double>& changed,
                      std::map<std::string, double> given,
                      std::map<std::string, double> individual) const;

    std::shared_ptr<const Implementation> self_;
};

}  // namespace opiodyn
