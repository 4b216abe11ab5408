#pragma once
/// People differ: covariates and between-subject variability of the parameters.
/// docs/theory.md, section 6.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "opiodyn/model.hpp"

namespace opiodyn {

/// Known of a person, by name: weight (kg), age (years), creatinine_clearance (mL/min), smoker (no,
/// yes), hepatic (normal, compensated, decompensated).
using Covariate = std::variant<double, std::string>;
using Covariates = std::map<std::string, Covariate>;

/// Throws UnknownName or InvalidInput.
void check(const Covariates& covariates);

/// The parameters of a person that these covariates change: P (1 + sum of slopes (x - reference)),
/// P (x / reference)^exponent, P factor, or a value of its own. What a drug's file does not know of has
/// no effect; what it names as missing throws NotKnown.
std::map<std::string, double> parameters_of(const Model& model, const Covariates& covariates);

/// Someone of a population. The same (seed, index) is the same person, in a population of any size.
struct Person {
    std::uint64_t seed{0};
    std::uint64_t index{0};
    Covariates covariates{};
};

/// The same, and on top of it the person's own variation: P exp(eta), eta normal with variance
/// ln(1 + CV^2), correlated where the library says so; a fraction P varies so in its odds P / (1 - P),
/// which keeps it below one. Each eta depends on (seed, index, parameter) alone.
std::map<std::string, double> parameters_of(const Model& model, const Person& person);

/// How a covariate is spread: by mean and standard deviation, log-normal, so that it stays above
/// zero; or by the probabilities of its categories.
struct Spread {
    double mean{}, sd{};
};
using Shares = std::map<std::string, double>;
using Distribution = std::variant<Covariate, Spread, Shares>;

/// n people. Throws InvalidInput for n outside 1 to 10 million, or a distribution that is none.
std::vector<Person> population(std::int64_t n, std::uint64_t seed,
                               const std::map<std::string, Distribution>& covariates = {});

}  // namespace opiodyn
