#pragma once
/// This header joins pharmacokinetics, biophase, binding and the body's response into one right-hand
/// side, and names every state once.

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

/// A state holds one value per state variable, in the units of Model::states().
using State = Eigen::VectorXd;
/// A view of a state is a vector, or a piece of a longer one, which is not copied.
using StateView = Eigen::Ref<const State>;
/// A Jacobian is a matrix of shape (states, states): row i is the rate of state i [its unit per h].
using Jacobian = Eigen::MatrixXd;
/// A pattern is true where a Jacobian can be non-zero.
using JacobianPattern = Eigen::Matrix<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// StateInfo describes one state variable. Plain data: threads may share it while none writes.
struct StateInfo {
    /// The name is e.g. naltrexone.central, naltrexone.effect_site or naltrexone.mu.bound.
    std::string name;
    std::string unit;     ///< The unit is nmol, nM or -.
    std::string meaning;  ///< The meaning says in words what the state is.
};

/// A model holds drugs, receptors, peptides and parameters, and computes equations (1)-(21) of
/// docs/theory.md with them. It is cheap to copy. Immutable after construction; threads may share it.
class Model {
public:
    /// Makes a model. Throws InputError, UnknownNameError or NotKnownError if the options do not
    /// describe one.
    explicit Model(ModelOptions options = {});

    /// Returns the options of this model, with the parameters that are in force.
    const ModelOptions& options() const;
    /// Returns every parameter in force, with its provenance.
    const ParameterTable& parameters() const;
    /// Returns the names of the parameters that the equations and the doses use.
    const std::vector<std::string>& used_parameters() const noexcept;
    /// Returns drugs, metabolites and peptides as they entered, with what is known of people.
    const std::vector<Substance>& substances() const noexcept;
    /// Returns this model with other parameters, by full name, which also replace those of a person.
    /// It is quick, because both models share what does not depend on values. Throws as the constructor.
    Model with(const std::map<std::string, double>& parameters) const;
    /// Returns the model of one person, whose parameters opiodyn/people.hpp finds. Throws as the
    /// constructor.
    Model of_person(const std::map<std::string, double>& individual) const;
    /// Returns the model without what is known of a person.
    Model typical() const;
    /// Returns the ligands: drugs, metabolites and peptides.
    const std::vector<Ligand>& ligands() const noexcept;

    /// Returns the number of states [-].
    Index size() const noexcept;
    /// Returns the name, unit and meaning of every state, in order.
    const std::vector<StateInfo>& states() const noexcept;
    /// Returns the index of a state by name. Throws UnknownNameError.
    Index state(std::string_view name) const;

    /// Returns the drug-free steady state.
    State baseline() const;
    /// Writes dy/dt without doses [unit of each state per h] into a vector of size(). The time t [h] is
    /// there for integrators; the model itself does not depend on it. Throws InputError for a vector
    /// of another size.
    void derivative(double t, const StateView& y, Eigen::Ref<State> dydt) const;
    /// Writes the Jacobian d(dy/dt)/dy into J, which gets the shape (states, states). Throws InputError for
    /// a y of another size.
    void jacobian(double t, const StateView& y, Jacobian& J) const;
    /// Returns where the Jacobian can be non-zero, of shape (states, states).
    const JacobianPattern& jacobian_pattern() const noexcept;
    /// Returns the part of the Jacobian that does not depend on y: pharmacokinetics and biophase,
    /// equations (1)-(5).
    const Jacobian& linear_jacobian() const noexcept;
    /// Returns the matrix 1 - exp(J dt) of the linear part J for a time dt [h], at least 0. Times y it is
    /// what y loses, accurate even where that is nearly nothing. Throws as pk::exponential().
    Jacobian linear_loss(double dt) const;
    /// Returns where the linear part alone takes y in a time dt [h], under a constant input [unit of
    /// each state per h]. Throws InputError for a vector of another size, and as pk::exponential().
    State linear_flow(const StateView& y, const StateView& input, double dt) const;
    /// Tells whether the right-hand side is linear, so that an exact solution exists.
    bool linear() const noexcept;
    /// Returns the exact solution a time dt [h] after y, under a constant input [unit of each state per
    /// h]. Throws InputError if the model is not linear, for a vector of another size, and as
    /// pk::exponential().
    State propagate(const StateView& y, const StateView& input, double dt) const;

    /// Returns where a dose enters by a route. Throws UnknownNameError for a drug that is not in the model,
    /// and InputError for a route that the drug does not have.
    std::vector<Entry> entries(const std::string& drug, Route route) const;
    /// Returns where a dose straight into a compartment enters, by the compartment's name or number. A
    /// depot keeps the lag and duration of its absorption. Throws UnknownNameError for a drug or name that
    /// is not there, and InputError for a number.
    std::vector<Entry> entries(const std::string& drug, std::string_view compartment) const;
    /// Returns the routes by which this model can dose a drug. The list is empty for a drug that is not
    /// there.
    std::vector<Route> routes(const std::string& drug) const;
    /// Returns the compartments of a drug that doses can go into, in the order of their states. Names and
    /// numbers are those of the drug, whatever routes the model has; docs/dosing.md has the rule. The
    /// list is empty for a drug that is not there.
    std::vector<Compartment> compartments(const std::string& drug) const;

    /// Returns the state that holds the plasma concentration of a drug [nM] whose concentration the caller
    /// gives. A host's own solver writes it there before it asks for derivatives, which leave it as it is.
    /// Throws UnknownNameError for a drug that is not in the model, and InputError for one with kinetics.
    Index concentration_state(const std::string& drug) const;

    /// Returns the states that a stimulus acts on. Exercise, injury, expectation or a named peptide
    /// acts on peptide release; a flare acts on the flare drive. Throws UnknownNameError for any other
    /// stimulus, and InputError where the response has no such part.
    std::vector<Release> releases(const std::string& stimulus) const;

    /// Returns the smallest of all quantities that cannot be negative: states and free receptors.
    /// Integrators reject a step on which it falls below zero. `which`
    /// receives its number for quantity_name(). Throws InputError for a y of another size.
    double smallest_quantity(const StateView& y, Index* which = nullptr) const;
    /// Returns the name of such a quantity: of a state, or of free receptors such as mu.free.
    /// Throws InputError for a number of no quantity.
    std::string quantity_name(Index which) const;

    /// Returns the columns that a run reports.
    const std::vector<Column>& columns() const noexcept;
    /// Returns the number of a column by its full name, such as tone.mu. Throws UnknownNameError.
    Index column(std::string_view name) const;
    /// Writes the columns at a state into a row, one value each in the unit of its column; the row gets
    /// their number of values. Throws InputError for a y of another size.
    void observe(const StateView& y, Eigen::VectorXd& row) const;
    /// Returns one column at a state, in its unit. Throws InputError for a y of another size, or a number of
    /// no column.
    double observe(const StateView& y, Index column) const;

    struct Implementation;  // private to the library
    /// Returns what is private to the library.
    const Implementation& implementation() const noexcept { return *self_; }

private:
    Model with_values(const std::map<std::string, double>& changed,
                      std::map<std::string, double> given,
                      std::map<std::string, double> individual) const;

    std::shared_ptr<const Implementation> self_;
};

}  // namespace opiodyn
