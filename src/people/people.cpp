#include "opiodyn/people.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "foundations/words.hpp"
#include "library/parameter_kinds.hpp"
#include "model/shape/model_implementation.hpp"
#include "opiodyn/error.hpp"
#include "opiodyn/random.hpp"

namespace opiodyn {
namespace {

using Values = std::map<std::string, double>;

const std::vector<std::string>& numbers() {
    static const std::vector<std::string> names{"weight", "age", "creatinine_clearance"};
    return names;
}

const std::map<std::string, std::vector<std::string>>& categories() {
    static const std::map<std::string, std::vector<std::string>> names{
        {"smoker", {"no", "yes"}}, {"hepatic", {"normal", "compensated", "decompensated"}}};
    return names;
}

[[noreturn]] void unknown(const std::string& name) {
    auto known = numbers();
    for (const auto& [category, values] : categories()) known.push_back(category);
    throw UnknownNameError("covariate", name, known);
}

void check_number(const std::string& name, const Covariate& value) {
    const auto* x = std::get_if<double>(&value);
    if (x == nullptr)
        throw InputError(name, "'" + std::get<std::string>(value) + "'", "must be a number");
    require_positive(name, *x);
}

void check_category(const std::string& name, const Covariate& value) {
    const auto& known = categories().at(name);
    const auto* word = std::get_if<std::string>(&value);
    if (word == nullptr)
        throw InputError(name, to_text(std::get<double>(value)), "must be a category");
    if (!detail::contains(known, *word)) throw UnknownNameError(name, *word, known);
}

void check(const std::string& name, const Covariate& value) {
    if (detail::contains(numbers(), name)) check_number(name, value);
    else if (categories().contains(name)) check_category(name, value);
    else unknown(name);
}

/// An Adjustment is equation (23): what covariates do to one parameter, collected effect by effect.
struct Adjustment {
    double slopes{0.0}, factor{1.0};
    std::optional<double> value{};

    /// Returns the adjusted value. A value that the caller gave is not replaced, only scaled.
    double of(double typical, bool given) const {
        return (given ? typical : value.value_or(typical)) * (1.0 + slopes) * factor;
    }
};

/// Returns the row of a parameter, which must be there.
Index row_of(const Model& model, const std::string& name) {
    const Index row = model.implementation().shape->row(name);
    if (row == detail::none) model.parameters().at(name);  // This throws, and says why.
    return row;
}

/// Returns the value of an effect by its name.
double value_of(const Substance& substance, const std::string& effect) {
    const auto found = std::find_if(substance.effects.begin(), substance.effects.end(),
                                    [&](const Parameter& p) { return p.name == effect; });
    if (found == substance.effects.end())
        throw InputError(effect, "missing", "the effect has no value");
    return found->value;
}

/// Returns the kind of value that an effect needs of its covariate.
template <class Wanted>
const Wanted& wanted(const CovariateEffect& effect, const Covariate& covariate) {
    if (const auto* value = std::get_if<Wanted>(&covariate)) return *value;
    throw InputError(effect.effect, to_string(effect.kind),
                     "cannot be the kind of an effect of " + effect.covariate + ", which is a " +
                         (std::holds_alternative<double>(covariate) ? "number" : "category"));
}

class CovariateModel {
public:
    CovariateModel(const Substance& substance, const Covariates& covariates)
        : substance_(substance), covariates_(covariates) {}

    void apply(const Model& model, Values& values) const {
        refuse_missing();
        std::map<std::string, Adjustment> changes;
        for (const auto& effect : substance_.covariates)
            if (covariates_.contains(effect.covariate)) add(effect, changes[effect.parameter]);
        const auto& m = model.implementation();
        for (const auto& [name, change] : changes) {
            const Index row = row_of(model, name);
            values[name] = change.of(m.value(row), m.is_given(row));
        }
    }

private:
    void add(const CovariateEffect& effect, Adjustment& change) const {
        using Kind = CovariateEffect::Kind;
        const auto& covariate = covariates_.at(effect.covariate);
        const double value = value_of(substance_, effect.effect);
        if (effect.kind == Kind::linear)
            change.slopes += value * (wanted<double>(effect, covariate) - effect.reference);
        else if (effect.kind == Kind::power)
            change.factor *= std::pow(wanted<double>(effect, covariate) / effect.reference, value);
        else if (wanted<std::string>(effect, covariate) != effect.category) return;
        else if (effect.kind == Kind::factor) change.factor *= value;
        else change.value = value;
    }

    /// Throws NotKnownError for a category whose effect is among the missing, as in
    /// "naltrexone.CL.hepatic.compensated".
    void refuse_missing() const {
        for (const auto& [name, reason] : substance_.missing)
            for (const auto& [covariate, value] : covariates_)
                if (const auto* category = std::get_if<std::string>(&value))
                    refuse(name, reason, covariate, *category);
    }

    /// Refuses the category if this missing name, such as "naltrexone.CL.hepatic.normal", is its effect.
    static void refuse(const std::string& name, const std::string& reason,
                       const std::string& covariate, const std::string& category) {
        const std::string effect = "." + covariate + "." + category;
        if (!name.ends_with(effect)) return;
        const auto parameter = name.substr(0, name.size() - effect.size());
        throw NotKnownError(name, reason,
                            "leave out " + covariate + " = " + category + " and give " + parameter +
                                " itself (in the shell: --set " + parameter + "=VALUE)");
    }

    const Substance& substance_;
    const Covariates& covariates_;
};

/// Returns the correlation matrix of the variations of a substance, in their order.
Eigen::MatrixXd correlations(const Substance& substance) {
    const auto& list = substance.variability;
    const auto place = [&](const std::string& parameter) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const Variability& v) {
            return v.parameter == parameter;
        });
        if (found == list.end())
            throw InputError(parameter, "correlated", "has no variability of its own");
        return found - list.begin();
    };
    const auto n = static_cast<Eigen::Index>(list.size());
    Eigen::MatrixXd R = Eigen::MatrixXd::Identity(n, n);
    for (const auto& c : substance.correlations) {
        const auto i = place(c.first), j = place(c.second);
        R(i, j) = R(j, i) = value_of(substance, c.effect);
    }
    return R;
}

/// Returns one eta per variable parameter of a substance.
Eigen::VectorXd variations(const Substance& substance, const Person& person) {
    const auto& list = substance.variability;
    Eigen::VectorXd z(static_cast<Eigen::Index>(list.size()));
    for (Eigen::Index i = 0; i < z.size(); ++i)
        z[i] = random::normal(person.seed, person.index,
                              random::draw_of(list[static_cast<std::size_t>(i)].parameter));
    const Eigen::LLT<Eigen::MatrixXd> cholesky(correlations(substance));
    if (cholesky.info() != Eigen::Success)
        throw InputError(substance.name + " correlations", "not positive definite",
                         "no such variations can exist together");
    Eigen::VectorXd eta = cholesky.matrixL() * z;
    for (Eigen::Index i = 0; i < z.size(); ++i) {
        const double cv = value_of(substance, list[static_cast<std::size_t>(i)].effect);
        eta[i] *= std::sqrt(std::log1p(cv * cv));
    }
    return eta;
}

/// Returns a varied value by equation (24). A fraction that is exactly 0 or 1 does not vary, because its odds are
/// zero or infinite.
double varied(const std::string& name, double typical, double eta) {
    if (!detail::is_fraction(name)) return typical * std::exp(eta);
    if (typical >= 1.0) return typical;
    const double odds = typical / (1.0 - typical) * std::exp(eta);
    return odds / (1.0 + odds);
}

}  // namespace

void check(const Covariates& covariates) {
    for (const auto& [name, value] : covariates) check(name, value);
}

std::map<std::string, double> parameters_of(const Model& model, const Covariates& covariates) {
    check(covariates);
    const Model typical = model.typical();
    Values values;
    for (const auto& substance : typical.substances())
        CovariateModel(substance, covariates).apply(typical, values);
    return values;
}

std::map<std::string, double> parameters_of(const Model& model, const Person& person) {
    const Model typical = model.typical();
    Values values = parameters_of(typical, person.covariates);
    for (const auto& substance : typical.substances()) {
        if (substance.variability.empty()) continue;
        const auto eta = variations(substance, person);
        for (std::size_t i = 0; i < substance.variability.size(); ++i) {
            const auto& name = substance.variability[i].parameter;
            const auto changed = values.find(name);
            const double centre = changed != values.end()
                                      ? changed->second
                                      : typical.implementation().value(row_of(typical, name));
            values[name] = varied(name, centre, eta[static_cast<Eigen::Index>(i)]);
        }
    }
    return values;
}

}  // namespace opiodyn
